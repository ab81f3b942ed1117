import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reason } from '#shared/model/history.ts';
import { carries } from '#shared/text/carries.ts';
import { contentOf } from '#workers/database/contents.ts';
import type { Journal } from '#workers/database/journal.ts';
import { editsOfStore } from '#workers/database/ledger/edits.ts';
import { type FileState, type LedgerEdit, nothingYet, step } from '#workers/database/ledger/fold.ts';
import { begin, type file, found, open } from './journal.ts';

type Name = typeof file;

/** What may happen to a file: a write begun here, the outcome of one begun before, a look at it. */
const histories = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('found' as const), text: fc.constantFrom('A', 'B', 'A\nB', 'C', null) }),
    fc.record({
      kind: fc.constant('begin' as const),
      reason: fc.constantFrom<Reason[]>('save', 'merge', 'restore'),
      text: fc.constantFrom('A', 'B', 'A\nB', 'C', 'C\nB'),
    }),
    fc.record({ kind: fc.constant('delete' as const) }),
    fc.record({ kind: fc.constant('outcome' as const), which: fc.nat(3), done: fc.boolean() }),
    fc.record({ kind: fc.constant('displace' as const), which: fc.nat(3), text: fc.constantFrom('B', 'D') }),
  ),
  { minLength: 1, maxLength: 14 },
);

type Happening = (typeof histories extends fc.Arbitrary<infer T> ? T : never)[number];

test('in whatever order outcomes come to be known, edits are what the states in their order make of them', () => {
  const journal = open();
  let run = 0;
  fc.assert(
    fc.property(histories, (history) => {
      run += 1;
      const name = { store: `store ${run}`, key: 'a' };
      happen(journal, name, history);
      const { edits } = editsOfStore(journal, { store: name.store, before: null, limit: 100 });
      const told = edits.map(({ id, base, fate, theirs, settled }) => ({ id, base, fate, theirs, settled }));
      expect(told.reverse()).toEqual(folded(statesOf(journal, name)));
    }),
    { numRuns: 400 },
  );
});

function happen(journal: Journal, name: Name, history: readonly Happening[]): void {
  let underWay: ReturnType<typeof begin>[] = [];
  const now = () => statesOf(journal, name).at(-1)?.text ?? null;
  for (const event of history) {
    if (event.kind === 'found') found(journal, event.text, name);
    else if (event.kind === 'begin') underWay.push(begin(journal, event.reason, event.text, now(), name));
    else if (event.kind === 'delete') underWay.push(begin(journal, 'delete', null, now(), name));
    else {
      const write = underWay[event.which];
      if (event.kind === 'displace') write?.displace(event.text);
      else {
        underWay = underWay.filter((other) => other !== write);
        if (event.done) write?.done();
        else write?.drop();
      }
    }
  }
}

/** What the states of a file, one by one, make of its edits. */
function folded(states: ReturnType<typeof statesOf>) {
  const textOf = (content: number | undefined) =>
    states.find((state) => state.content === content)?.text ?? '';
  const edits = new Map<number, LedgerEdit>();
  let ledger = nothingYet;
  for (const state of states) {
    const next = step(ledger, state, (edit, there) =>
      carries(textOf(edit.base?.content), textOf(edit.content), textOf(there)),
    );
    ledger = next.ledger;
    for (const edit of next.changed) edits.set(edit.id, edit);
  }
  return [...edits.values()].map(({ id, base, fate, theirs, settled }) => ({
    id: String(id),
    base: base && String(base.id),
    fate,
    theirs: theirs && String(theirs),
    settled,
  }));
}

/** The states of a file in their order, with their texts. */
function statesOf(journal: Journal, { key, store }: Name): (FileState & { text: string | null })[] {
  const rows = journal.db
    .prepare(
      `SELECT versions.id, reason, at, content, hash FROM versions JOIN files ON files.id = versions.file
       LEFT JOIN contents ON contents.id = content
       WHERE store = ? AND key = ? AND pending = 0 ORDER BY versions.id`,
    )
    .all(store, key);
  return rows.map((row) => {
    const kept =
      row.hash instanceof Uint8Array && contentOf(journal, { hash: Buffer.from(row.hash).toString('hex') });
    const text = kept && 'bytes' in kept ? new TextDecoder().decode(kept.bytes) : null;
    return { ...(row as unknown as FileState), text };
  });
}
