import { describe, expect, test } from 'vitest';
import { deletedFiles, livingFiles } from '#services/deleted-sessions/deleted-files.ts';
import type { PastState } from '#storage/backend.ts';

const minute = 60_000;
const noon = 1_700_000_000_000;

const written = (key: string, at: number, isLatest = false): PastState => ({
  key,
  id: `${key}@${at}`,
  isLatest,
  version: `etag-${at}`,
  size: at,
  modifiedAt: noon + at * minute,
});
const deleted = (key: string, at: number, isLatest = true): PastState => ({
  ...written(key, at, isLatest),
  version: null,
  size: null,
});

describe('the deleted files among the states that a bucket keeps', () => {
  test('are those whose newest state is a deletion, with the newest text before it', () => {
    const states = [
      written('sessions/a/b.md', 3, true),
      deleted('sessions/a/a.md', 9),
      written('sessions/a/a.md', 5),
      deleted('sessions/a/a.md', 4, false),
      written('sessions/a/a.md', 1),
    ];
    expect(deletedFiles(states)).toEqual([
      {
        key: 'sessions/a/a.md',
        id: 'sessions/a/a.md@5',
        size: 5,
        modifiedAt: noon + 5 * minute,
        deletedAt: noon + 9 * minute,
        last: true,
      },
    ]);
    expect(livingFiles(states)).toBe(1);
  });

  test('count once, though a page begins with what the one before it has ended with', () => {
    const last = written('sessions/a/b.md', 3, true);
    expect(livingFiles([last, last])).toBe(1);
  });

  test('come in key order, and those of the last stroke are told from what was deleted before', () => {
    const states = ['c', 'a', 'b', 'd'].flatMap((name, index) => [
      written(name, 0),
      deleted(name, { c: 10, a: 10.9, b: 11.5, d: 5 }[name] ?? index),
    ]);
    expect(deletedFiles(states).map(({ key, last }) => [key, last])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', false],
    ]);
  });

  test('are not those of which nothing but the deletion is left', () => {
    expect(deletedFiles([deleted('a', 3), deleted('a', 1, false)])).toEqual([]);
  });

  test('go by the order of the server where two were written within a second', () => {
    const [later, earlier] = [written('a', 1), { ...written('a', 1), id: 'earlier' }];
    expect(deletedFiles([deleted('a', 2), later, earlier])[0]?.id).toBe(later.id);
  });
});
