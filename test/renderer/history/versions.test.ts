import { describe, expect, test } from 'vitest';
import type { Version } from '#shared/model/history.ts';
import { choose, currentOf, extend, noChoice, pairOf, pick, within } from '#ui/history/choice.ts';
import { fileNameOf } from '#ui/history/save-version.ts';
import { rowsOf } from '#ui/history/version-rows.ts';
import { nameOfVersion, sizeWords, whatHappened } from '#ui/history/version-words.ts';

const now = new Date(2026, 1, 12, 15, 40).getTime();
const minute = 60_000;

function version(id: string, values: Partial<Version> = {}): Version {
  return { id, reason: 'save', at: now, size: 100, hash: id, version: `v-${id}`, kept: 'home', ...values };
}

const summary = 'sessions/one/pipeline/analyze_summary.md';

describe('the words of a version', () => {
  test('say who it was, as far as that is known', () => {
    expect(whatHappened(version('a', { reason: 'found' }), summary)).toBe('Run wrote it');
    expect(whatHappened(version('a', { reason: 'found' }), 'agents/ana.prompt.md')).toBe('Written outside');
    expect(whatHappened(version('a', { reason: 'save' }), summary)).toBe('You edited');
    expect(nameOfVersion(version('a', { at: Date.now() }), summary)).toMatch(/^Today \d\d:\d\d, you edited$/);
  });

  test('count what you changed, and the size of what others wrote', () => {
    const before = version('b', { size: 100 });
    expect(sizeWords(version('a', { size: 133 }), before)).toBe('+33 B');
    expect(sizeWords(version('a', { size: 96 }), before)).toBe('−4 B');
    expect(sizeWords(version('a', { size: 100 }), before)).toBe('±0');
    expect(sizeWords(version('a', { size: 147, reason: 'found' }), before)).toBe('147 B');
    expect(sizeWords(version('a', { size: 147 }), undefined)).toBe('147 B');
    expect(sizeWords(version('a', { size: null, reason: 'delete' }), before)).toBe('');
  });
});

describe('the list', () => {
  test('has a heading before each day, and a place for what is not read yet', () => {
    const versions = [
      version('d'),
      version('c', { at: now - 5 * minute }),
      version('b', { at: now - 24 * 60 * minute }),
      version('a', { at: now - 400 * 24 * 60 * minute }),
    ];
    const rows = rowsOf(versions, true, now);
    expect(
      rows.map((row) => (row.kind === 'version' ? row.version.id : row.kind === 'day' ? row.label : '…')),
    ).toEqual(['Today', 'd', 'c', 'Yesterday', 'b', 'Wed 8 Jan 2025', 'a', '…']);
  });

  test('measures a version by what the file held before, never by a dropped draft', () => {
    const rows = rowsOf([version('c'), version('b', { reason: 'draft' }), version('a')], false, now);
    const newest = rows.find((row) => row.kind === 'version');
    expect(newest?.before?.id).toBe('a');
  });
});

describe('a choice', () => {
  const versions = ['d', 'c', 'b', 'a'].map((id) => version(id));
  const ids = (pair: ReturnType<typeof pairOf>) => [pair?.older?.id, pair?.newer.id];

  test('of one version holds it against the one before', () => {
    expect(ids(pairOf(versions, choose(noChoice, 'c'), versions[0]))).toEqual(['b', 'c']);
    expect(ids(pairOf(versions, choose(noChoice, 'a'), versions[0]))).toEqual([undefined, 'a']);
  });

  test('can be held against what is there now', () => {
    const choice = { ...choose(noChoice, 'b'), against: 'now' as const };
    expect(ids(pairOf(versions, choice, versions[0]))).toEqual(['b', 'd']);
    expect(ids(pairOf(versions, { ...choice, shown: 'd' }, versions[0]))).toEqual([undefined, 'd']);
    expect(choose(choice, 'a').against).toBe('now');
  });

  test('of two stands in the order of time, whichever was chosen first', () => {
    expect(ids(pairOf(versions, pick(choose(noChoice, 'a'), 'd'), versions[0]))).toEqual(['a', 'd']);
    expect(ids(pairOf(versions, pick(choose(noChoice, 'd'), 'a'), versions[0]))).toEqual(['a', 'd']);
  });

  test('lets go of the second when it is picked again, and of both when one is chosen', () => {
    const two = pick(choose(noChoice, 'd'), 'b');
    expect(pick(two, 'b')).toEqual({ shown: 'd', picked: null, against: 'before' });
    expect(choose(two, 'c')).toEqual({ shown: 'c', picked: null, against: 'before' });
    expect(extend(two, 'a')).toEqual({ shown: 'd', picked: 'a', against: 'picked' });
  });

  test('falls to the newest where there is none; older pages are read for one that is not there yet', () => {
    expect(within(versions, false, noChoice)?.shown).toBe('d');
    const old = choose(noChoice, 'x');
    expect(within(versions, true, old)).toBeNull();
    expect(within(versions, false, old)?.shown).toBe('d');
  });
});

describe('what the file holds now', () => {
  test('is told by the store’s own token; without one it is the newest that was ever in the file', () => {
    const versions = [version('c', { reason: 'draft' }), version('b'), version('a')];
    expect(currentOf(versions, 'v-a')?.id).toBe('a');
    expect(currentOf(versions, 'unknown')).toBeUndefined();
    expect(currentOf(versions, undefined)?.id).toBe('b');
    expect(currentOf([], 'v-a')).toBeUndefined();
  });
});

test('a saved version says in its name when it is from', () => {
  expect(fileNameOf('sessions/one/artifacts/notes.md', now)).toBe('notes 2026-02-12 15.40.md');
  expect(fileNameOf('sessions/one/artifacts/Makefile', now)).toBe('Makefile 2026-02-12 15.40');
  expect(fileNameOf('sessions/one/artifacts/.env', now)).toBe('.env 2026-02-12 15.40');
});
