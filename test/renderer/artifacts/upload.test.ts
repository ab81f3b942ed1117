import { describe, expect, test } from 'vitest';
import { blobError } from '#ui/artifacts/blobs.ts';
import { artifactNameProblem, inFolder, numberedName } from '#ui/artifacts/upload/upload-names.ts';
import { nextZoom, zoomByKey } from '#ui/artifacts/zoom.ts';
import { describeError } from '#ui/client/errors.ts';

describe('names of uploads', () => {
  test.each([
    ['final.md', 'final (2).md'],
    ['reports/2026.q1/final.tar.gz', 'reports/2026.q1/final.tar (2).gz'],
    ['reports/2026.q1/final', 'reports/2026.q1/final (2)'],
    ['.hidden', '.hidden (2)'],
    ['a/.hidden', 'a/.hidden (2)'],
    ['new\nline.txt', 'new\nline (2).txt'],
  ])('%j becomes %j beside one of its name', (name, expected) => {
    expect(numberedName(name, 2)).toBe(expected);
  });

  test('are put below the folder that they are dropped on', () => {
    const file = new File([], 'a');
    expect(inFolder('reports', [{ file, name: 'x/a' }])).toEqual([{ file, name: 'reports/x/a' }]);
    expect(inFolder('', [{ file, name: 'a' }])).toEqual([{ file, name: 'a' }]);
  });

  test('that lead elsewhere are refused in words', () => {
    for (const name of ['', '../x', 'a//b', '/a', 'a/']) expect(artifactNameProblem(name)).toMatch(/\.$/);
    for (const name of ['a b#%?.txt', '..a', '🎉']) expect(artifactNameProblem(name)).toBeNull();
  });
});

test('a refused answer becomes an error with its words', () => {
  const body = JSON.stringify({ code: 'READ_ONLY', message: 'It is read-only.', data: { where: 'x' } });
  expect(describeError(blobError(403, body))).toMatchObject({
    code: 'READ_ONLY',
    message: 'It is read-only.',
    data: { where: 'x' },
    cancelled: false,
  });
  expect(describeError(blobError(502, '<html>')).message).toMatch(/502/);
});

test('zoom goes by steps and stays within them', () => {
  expect([nextZoom('fit', 1), nextZoom(1, -1), nextZoom(0.6, 1)]).toEqual([1.5, 0.75, 0.75]);
  expect([nextZoom(16, 1), nextZoom(0.1, -1)]).toEqual([16, 0.1]);
  expect(['+', '-', '0', '1', 'x'].map((key) => zoomByKey(key, 1))).toEqual([1.5, 0.75, 'fit', 1, null]);
});
