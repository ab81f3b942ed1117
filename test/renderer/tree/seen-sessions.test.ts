import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareKeys } from '#shared/format/keys.ts';
import { takeSessions } from '#ui/tree/seen-sessions.ts';
import { dataOf, dropData } from '#ui/tree/tree-store.ts';

const store = 'folder-1';
const id = fc.stringMatching(/^[a-d]{1,2}$/);
const ids = fc.uniqueArray(id, { maxLength: 12 });

function listed(known: readonly string[]) {
  dropData(new Set());
  const data = dataOf(store);
  Object.assign(data, {
    ids: [...known].sort(compareKeys),
    known: new Set(known),
    total: known.length,
    listing: 'complete',
  });
  return data;
}

it('sessions that come stand in store order, those that go are forgotten', () => {
  fc.assert(
    fc.property(ids, ids, ids, (known, appeared, gone) => {
      const data = listed(known);
      takeSessions(store, appeared, gone);
      const left = new Set([...known, ...appeared].filter((each) => !gone.includes(each)));
      expect(data.ids).toEqual([...left].sort(compareKeys));
      expect(data.known).toEqual(left);
      expect(data.total).toBe(left.size);
    }),
  );
});

it('a store that was not listed is not listed by one session', () => {
  dropData(new Set());
  takeSessions(store, ['a'], []);
  expect(dataOf(store).ids).toEqual([]);
});
