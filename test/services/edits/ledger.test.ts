import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reason } from '#shared/model/history.ts';
import {
  type FileState,
  type Ledger,
  type LedgerEdit,
  nothingYet,
  step,
} from '#workers/database/ledger/fold.ts';

const texts: string[] = [];

/** What stands for a text. */
function contentOf(text: string): number {
  if (!texts.includes(text)) texts.push(text);
  return texts.indexOf(text);
}

function textOf(content: number | null | undefined): string {
  return texts[content ?? -1] ?? 'nothing';
}

/**
 * A history in words, oldest first. `R1`: somebody else wrote the text R1. `save E1`, `merge`, `restore`: it was
 * written here. `delete`: it was deleted here. `gone`: it was deleted elsewhere. A text such as `R1+E1` carries the
 * edit E1.
 */
function statesOf(words: string): FileState[] {
  return words.split(', ').map((word, index) => {
    const [first = '', second] = word.split(' ');
    const id = index + 1;
    if (first === 'gone' || first === 'delete') return { id, reason: first, at: id, content: null };
    return second === undefined
      ? { id, reason: 'found', at: id, content: contentOf(first) }
      : { id, reason: first as Reason, at: id, content: contentOf(second) };
  });
}

function fold(states: readonly FileState[]): { ledger: Ledger; edits: LedgerEdit[] } {
  const edits = new Map<number, LedgerEdit>();
  let ledger = nothingYet;
  for (const state of states) {
    const next = step(ledger, state, (edit, content) =>
      textOf(content).split('+').includes(textOf(edit.content)),
    );
    ledger = next.ledger;
    for (const edit of next.changed) edits.set(edit.id, edit);
  }
  return { ledger, edits: [...edits.values()] };
}

/** What became of each edit, in words. */
function fates(words: string): string {
  const states = statesOf(words);
  const name = (id: number) => textOf(states.find((state) => state.id === id)?.content);
  return fold(states)
    .edits.map(({ content, base, fate, theirs, settled }) => {
      const by = theirs === null ? '' : ` by ${name(theirs)}`;
      return `${textOf(base?.content)} to ${textOf(content)}: ${fate}${by}${settled ? ', settled' : ''}`;
    })
    .join('; ');
}

describe('what becomes of edits', () => {
  test.each([
    ['a text that nobody edited', 'R0, R1', ''],
    ['an edit', 'R0, save E1', 'R0 to E1: there'],
    ['a file made here', 'save E1', 'nothing to E1: there'],
    ['a file made here, and edited on', 'save E1, save E2', 'nothing to E1: edited; nothing to E2: there'],
    ['an edit that was edited on', 'R0, save E1, save E2', 'R0 to E1: edited; R0 to E2: there'],
    ['the same text saved again', 'R0, save E1, save E1', 'R0 to E1: there'],
    ['a run that writes over it', 'R0, save E1, R1', 'R0 to E1: replaced by R1'],
    [
      'a run that writes over the last of several',
      'R0, save E1, save E2, R1',
      'R0 to E1: edited; R0 to E2: replaced by R1',
    ],
    ['a run that writes twice', 'R0, save E1, R1, R2', 'R0 to E1: replaced by R2'],
    ['a run that puts back what it had written before', 'R0, save E1, R0', 'R0 to E1: reverted by R0'],
    ['a run that appends', 'R0, save E1, R1+E1', 'R0 to E1: there'],
    ['a run that appends, and later writes anew', 'R0, save E1, R1+E1, R2', 'R0 to E1: replaced by R2'],
    [
      'an edit on top of what a run has appended',
      'R0, save E1, R1+E1, save E2',
      'R0 to E1: edited; R1+E1 to E2: there',
    ],
    ['a program that writes over it, and back again', 'R0, save E1, R1, E1', 'R0 to E1: there'],
    ['an edit after that', 'R0, save E1, R1, E1, save E2', 'R0 to E1: edited; R0 to E2: there'],
  ])('%s', (_, words, expected) => {
    expect(fates(words)).toBe(expected);
  });
});

describe('what a person does about it', () => {
  test.each([
    [
      'saves over the replacement',
      'R0, save E1, R1, save E2',
      'R0 to E1: replaced by R1, settled; R1 to E2: there',
    ],
    ['merges', 'R0, save E1, R1, merge E1+R1', 'R0 to E1: replaced by R1, settled; R1 to E1+R1: there'],
    [
      'merges, and a run writes again',
      'R0, save E1, R1, merge M, R2',
      'R0 to E1: replaced by R1, settled; R1 to M: replaced by R2',
    ],
    [
      'takes their own text back',
      'R0, save E1, R1, restore E1',
      'R0 to E1: replaced by R1, settled; R1 to E1: there',
    ],
    ['saves the replacement as it is', 'R0, save E1, R1, save R1', 'R0 to E1: replaced by R1, settled'],
    ['restores what was there before the edit', 'R0, save E1, restore R0', 'R0 to E1: reverted, settled'],
    [
      'restores that, and edits again',
      'R0, save E1, restore R0, save E2',
      'R0 to E1: reverted, settled; R0 to E2: there',
    ],
    ['restores that, and a run writes', 'R0, save E1, restore R0, R1', 'R0 to E1: reverted, settled'],
    [
      'restores an earlier edit',
      'R0, save E1, save E2, restore E1',
      'R0 to E1: edited; R0 to E2: edited; R0 to E1: there',
    ],
    ['restores an earlier text of a run', 'R0, R1, save E1, restore R0', 'R1 to E1: edited; R1 to R0: there'],
  ])('%s', (_, words, expected) => {
    expect(fates(words)).toBe(expected);
  });
});

describe('files that go and come', () => {
  test.each([
    ['deleted elsewhere', 'R0, save E1, gone', 'R0 to E1: deleted'],
    ['deleted elsewhere and written again', 'R0, save E1, gone, R1', 'R0 to E1: replaced by R1'],
    ['deleted elsewhere and put back', 'R0, save E1, gone, E1', 'R0 to E1: there'],
    [
      'deleted elsewhere and made again here',
      'R0, save E1, gone, save E2',
      'R0 to E1: deleted, settled; nothing to E2: there',
    ],
    ['deleted here', 'R0, save E1, delete', 'R0 to E1: deleted'],
    ['deleted here and brought back', 'R0, save E1, delete, restore E1', 'R0 to E1: there'],
    [
      'deleted here, brought back, and written over',
      'R0, save E1, delete, restore E1, R1',
      'R0 to E1: replaced by R1',
    ],
    ['deleted here and made again', 'R0, save E1, delete, save E2', 'R0 to E1: edited; R0 to E2: there'],
    ['deleted here and written by a run', 'R0, save E1, delete, R1', 'R0 to E1: deleted, settled'],
    ['never edited, deleted here and brought back', 'R0, delete, restore R0', ''],
    [
      'replaced, then deleted here and brought back',
      'R0, save E1, R1, delete, restore R1',
      'R0 to E1: replaced by R1',
    ],
    [
      'carried, then deleted here and brought back',
      'R0, save E1, R1+E1, delete, restore R1+E1',
      'R0 to E1: there',
    ],
    ['made here, and filled by a run', 'create R0, R1', ''],
    ['made here, and edited', 'create R0, save E1', 'R0 to E1: there'],
    ['deleted elsewhere, and made anew', 'R0, save E1, gone, create R1', 'R0 to E1: deleted, settled'],
    ['renamed and edited', 'rename R0, save E1', 'R0 to E1: there'],
  ])('%s', (_, words, expected) => {
    expect(fates(words)).toBe(expected);
  });
});

const text = fc.constantFrom('A', 'B', 'C', 'A+B', 'B+C');
const histories = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: text },
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom('save', 'merge', 'restore', 'upload'), text)
          .map((pair) => pair.join(' ')),
      },
      { weight: 1, arbitrary: text.map((typed) => `draft ${typed}`) },
      { weight: 1, arbitrary: fc.constantFrom('gone', 'delete', 'create A', 'rename B') },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((words) => words.join(', '));

/** What a file holds after each state. */
function holding(states: readonly FileState[]): (number | null)[] {
  let now: number | null = null;
  return states.map(({ reason, content }) => {
    if (reason !== 'draft') now = content;
    return now;
  });
}

function forAll(check: (states: FileState[], words: string) => void): void {
  fc.assert(
    fc.property(histories, (words) => check(statesOf(words), words)),
    { numRuns: 2000 },
  );
}

const done: readonly Reason[] = ['save', 'merge', 'restore', 'upload'];

describe('whatever happens', () => {
  test('the newest edit is there exactly if the file holds it or carries it', () => {
    forAll((states) => {
      const { edit, now } = fold(states).ledger;
      expect(now).toBe(holding(states).at(-1));
      if (edit === null) return;
      if (now === edit.content) expect(edit.fate).toBe('there');
      else if (edit.fate === 'there') expect(textOf(now).split('+')).toContain(textOf(edit.content));
    });
  });

  test('a text of yours never leaves the file unnoticed', () => {
    forAll((states) => {
      const texts = holding(states);
      for (const [index, state] of states.entries()) {
        const before = fold(states.slice(0, index)).ledger;
        const after = fold(states.slice(0, index + 1)).ledger;
        const left = before.now === before.edit?.content && texts[index] !== before.now;
        if (!left || (state.reason !== 'found' && state.reason !== 'gone')) continue;
        expect(after.edit).toMatchObject({ id: before.edit?.id, settled: false });
        if (texts[index] === null) expect(after.edit?.fate).toBe('deleted');
        else if (after.edit?.fate !== 'there') expect(after.edit?.theirs).toBe(state.id);
      }
    });
  });

  test('an edit was made here, and its base was not', () => {
    forAll((states) => {
      for (const { id, content, base } of fold(states).edits) {
        const of = (wanted: number) => states.find((state) => state.id === wanted);
        expect(done).toContain(of(id)?.reason);
        expect(of(id)?.content).toBe(content);
        if (base) {
          expect(of(base.id)).toMatchObject({ content: base.content });
          expect(done).not.toContain(of(base.id)?.reason);
          expect(base.id).toBeLessThan(id);
          expect(base.content).not.toBe(content);
        }
      }
    });
  });

  test('of a file only the newest edit is still open', () => {
    forAll((states) => {
      const { edits } = fold(states);
      for (const edit of edits.slice(0, -1)) expect(edit.settled || edit.fate === 'edited').toBe(true);
    });
  });

  test('drafts change nothing', () => {
    forAll((states) => {
      expect(fold(states)).toEqual(fold(states.filter(({ reason }) => reason !== 'draft')));
    });
  });

  test('undoing a deletion leaves everything as it was', () => {
    forAll((states) => {
      const { ledger } = fold(states);
      fc.pre(ledger.now !== null);
      const id = states.length + 1;
      const deleted: FileState = { id, reason: 'delete', at: id, content: null };
      const restored: FileState = { id: id + 1, reason: 'restore', at: id + 1, content: ledger.now };
      expect(fold([...states, deleted, restored]).edits).toEqual(fold(states).edits);
    });
  });
});
