import { describe, expect, test } from 'vitest';
import type { Edit } from '#shared/model/history.ts';
import { countFates, editRows, filterEdits } from '#ui/edits/edit-rows.ts';
import { fateWords, momentOf, nameOfFile, replacedSentence } from '#ui/edits/edit-words.ts';

const now = new Date(2026, 1, 12, 15, 40).getTime();
const minute = 60_000;

function edit(id: string, values: Partial<Edit> = {}): Edit {
  return {
    id,
    key: 'sessions/one/pipeline/analyze_summary.md',
    reason: 'save',
    at: now,
    fate: 'there',
    base: null,
    mine: `${id}-mine`,
    theirs: null,
    theirsAt: null,
    settled: false,
    ...values,
  };
}

describe('the words of an edit', () => {
  test('say who wrote over it and when', () => {
    const replaced = edit('a', { at: now - 14 * minute, fate: 'replaced', theirsAt: now - 6 * minute });
    expect(replacedSentence(replaced, now)).toBe('A run replaced your edit of 15:26 at 15:34.');
    expect(fateWords(replaced, now)).toBe('Replaced by run 15:34');
    expect(fateWords({ ...replaced, settled: true }, now)).toBe('Replaced by run 15:34, dealt with');
    const prompt = { ...replaced, key: 'agents/ana.prompt.md' };
    expect(replacedSentence(prompt, now)).toBe('Something else replaced your edit of 15:26 at 15:34.');
    const atOnce = { ...replaced, theirsAt: replaced.at + 1_000 };
    expect(replacedSentence(atOnce, now)).toBe('A run replaced your edit of 15:26 in the same minute.');
  });

  test('name another day than today', () => {
    expect(momentOf(now - 24 * 60 * minute, now)).toBe('Yesterday 15:40');
    expect(momentOf(now - 3 * 24 * 60 * minute, now)).toBe('Mon 9 Feb 15:40');
  });

  test('name the file by its place', () => {
    expect(nameOfFile('sessions/one/pipeline/analyze_summary.md')).toEqual({
      name: 'analyze',
      what: 'summary, pipeline',
    });
    expect(nameOfFile('sessions/one/artifacts/a/b.json')).toEqual({ name: 'a/b.json', what: 'artifact' });
    expect(nameOfFile('agents/ana.prompt.md').name).toBe('agents/ana.prompt.md');
  });
});

describe('the list of edits', () => {
  const edits = [
    edit('c', { at: now - minute }),
    edit('b', { at: now - 2 * minute, key: 'sessions/two/session.json', fate: 'replaced' }),
    edit('a', { at: now - 3 * minute, fate: 'edited' }),
    edit('d', { at: now, key: 'agents/ana.prompt.md' }),
  ];

  test('stands by session, the one with the newest edit first', () => {
    expect(editRows(edits).map((row) => (row.kind === 'session' ? row.session : row.edit.id))).toEqual([
      null,
      'd',
      'one',
      'c',
      'a',
      'two',
      'b',
    ]);
  });

  test('is filtered by fate and by words of the key', () => {
    expect(filterEdits(edits, { fate: 'replaced', text: '' }).map(({ id }) => id)).toEqual(['b']);
    expect(filterEdits(edits, { fate: 'all', text: 'ONE analyze' }).map(({ id }) => id)).toEqual(['c', 'a']);
    expect(filterEdits(edits, { fate: 'there', text: 'two' })).toEqual([]);
    expect(countFates(edits)).toEqual({ there: 2, edited: 1, replaced: 1, reverted: 0, deleted: 0 });
  });
});
