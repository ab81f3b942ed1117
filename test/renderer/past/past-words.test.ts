import { describe, expect, test } from 'vitest';
import type { PastFile } from '#shared/model/past-session.ts';
import { wantedOf, whatBecame, whatCameBack } from '#ui/past/past-words.ts';

const file = (key: string, last: boolean): PastFile => ({
  key,
  id: key,
  size: 1,
  modifiedAt: 1,
  deletedAt: 2,
  last,
});

describe('the files that are brought back', () => {
  const files = [file('a', true), file('b', false), file('c', true)];

  test('are those of the last deletion, unless ticked otherwise', () => {
    expect(wantedOf(files, new Map()).map(({ key }) => key)).toEqual(['a', 'c']);
    const ticked = new Map([
      ['a', false],
      ['b', true],
    ]);
    expect(wantedOf(files, ticked).map(({ key }) => key)).toEqual(['b', 'c']);
  });
});

describe('what became of a session', () => {
  const past = { keeps: 'yes', complete: true } as const;

  test('is said by its files: some there, none, or nothing kept', () => {
    expect(whatBecame({ ...past, living: 1, files: [file('a', true)] })).toBe('1 file there, 1 file deleted');
    expect(whatBecame({ ...past, living: 0, files: [file('a', true)] })).toMatch(/^Deleted /);
    expect(whatBecame({ ...past, living: 0, files: [] })).toBe('Nothing is kept of it');
  });
});

describe('what a restore has done', () => {
  test('names what was left alone, and how many more there are', () => {
    expect(whatCameBack({ kind: 'done', restored: 1, kept: [] })).toBe('1 file is back.');
    expect(whatCameBack({ kind: 'done', restored: 2, kept: ['a', 'b', 'c', 'd'] })).toBe(
      '2 files are back. Left as they are now, because they exist again: a, b, c and 1 more.',
    );
  });

  test('says why it failed, and that a stop loses nothing', () => {
    expect(whatCameBack({ kind: 'failed', message: 'Refused.' })).toBe('Refused.');
    expect(whatCameBack({ kind: 'stopped' })).toMatch(/can be brought back still/);
  });
});
