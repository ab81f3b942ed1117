import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { s3Location } from '#shared/model/s3-location.ts';
import type { Store } from '#shared/model/store.ts';
import { groupsOf, moved, neighbourOf, type Order, type Spot, stepped } from '#ui/connections/list.ts';
import { storeRow } from '../../support/store-row.ts';

function store(id: string, folder: string, location: Store['location']): Store {
  const place = location.kind === 's3' ? `s3://${location.bucket}` : `/srv/${id}`;
  return storeRow({ id, folder, location, place, state: 'remembered', listing: 'paged' });
}

const bucket = (id: string, folder = '') => store(id, folder, s3Location({ bucket: `${id}-bucket` }));
const folder = (id: string, group = '') => store(id, group, { kind: 'folder', path: `/srv/${id}` });
const memory = store('memory', '', { kind: 'memory', content: 'sample' });

const list = [bucket('a', 'One'), folder('b'), bucket('c', 'Two'), bucket('d'), bucket('e', 'One'), memory];
const shown = (stores: readonly Store[], filter?: string) =>
  groupsOf(stores, filter).map(({ label, stores: all }) => [label, all.map(({ id }) => id).join('')]);

/** The list as main has it once it was arranged. */
function arranged(stores: readonly Store[], order: Order): Store[] {
  const named = order.flatMap(({ store: id, folder: group }) =>
    stores.filter((each) => each.id === id).map((each) => ({ ...each, folder: group })),
  );
  return [...named, ...stores.filter(({ id }) => !order.some((each) => each.store === id))];
}

const movedTo = (id: string, spot: Spot) => shown(arranged(list, moved(list, id, spot) ?? []));

describe('the list of connections', () => {
  test('stands in groups by their first connection, then what is in none, by kind', () => {
    expect(shown(list)).toEqual([
      ['One', 'ae'],
      ['Two', 'c'],
      ['Buckets', 'd'],
      ['Folders', 'b'],
    ]);
  });

  test('is filtered by words in name, place and group', () => {
    expect(shown(list, 'ONE bucket')).toEqual([['One', 'ae']]);
    expect(shown(list, '/srv')).toEqual([['Folders', 'b']]);
    expect(shown(list, 'nowhere')).toEqual([]);
  });

  test('goes on at the next one as it is shown, and at its end at the one before', () => {
    expect(neighbourOf(list, 'a')?.id).toBe('e');
    expect(neighbourOf(list, 'e')?.id).toBe('c');
    expect(neighbourOf(list, 'b')?.id).toBe('d');
    expect(neighbourOf(list, 'a', '-bucket')?.id).toBe('e');
    expect(neighbourOf(list, 'b', '/srv')).toBeNull();
    expect(neighbourOf(list, 'memory')).toBeNull();
  });
});

describe('moving a connection', () => {
  test('puts it beside another one, in the group of that one', () => {
    expect(movedTo('d', { beside: 'e', after: false })[0]).toEqual(['One', 'ade']);
    expect(movedTo('a', { beside: 'c', after: true })).toContainEqual(['Two', 'ca']);
  });

  test('puts it at the end of a group, a new one too', () => {
    expect(movedTo('c', { endOf: 'One' })[0]).toEqual(['One', 'aec']);
    expect(movedTo('b', { endOf: 'New' })).toContainEqual(['New', 'b']);
    expect(movedTo('a', { endOf: '' })).toContainEqual(['Buckets', 'da']);
  });

  test('to where it is changes nothing', () => {
    expect(moved(list, 'e', { endOf: 'One' })).toBeNull();
    expect(moved(list, 'a', { beside: 'e', after: false })).toBeNull();
    expect(moved(list, 'gone', { endOf: 'One' })).toBeNull();
    expect(moved(list, 'a', { beside: 'gone', after: true })).toBeNull();
  });

  test('by a step goes over the edge of its group into the next one', () => {
    const step = (id: string, by: -1 | 1) => shown(arranged(list, stepped(list, id, by) ?? []));
    expect(step('a', 1)[0]).toEqual(['One', 'ea']);
    expect(step('e', 1)).toContainEqual(['Two', 'ec']);
    expect(step('c', -1)[0]).toEqual(['One', 'aec']);
    expect(step('c', 1)).toContainEqual(['Buckets', 'dc']);
    expect(stepped(list, 'a', -1)).toBeNull();
  });

  test('never loses one, nor doubles it, and leaves all others in their order and their groups', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const spot = fc.oneof(
      fc.record({ beside: id, after: fc.boolean() }),
      fc.record({ endOf: fc.constantFrom('', 'One', 'Two', 'New') }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(id, spot), { maxLength: 8 }), (moves) => {
        let now: Store[] = list;
        for (const [which, where] of moves) {
          const order = moved(now, which, where);
          if (!order) continue;
          const others = (stores: readonly Store[]) =>
            groupsOf(stores).flatMap((group) =>
              group.stores.filter((each) => each.id !== which).map((each) => each.id + each.folder),
            );
          const next = arranged(now, order);
          expect(next.map(({ id: each }) => each).sort()).toEqual(now.map(({ id: each }) => each).sort());
          expect(others(next).sort()).toEqual(others(now).sort());
          now = next;
        }
      }),
    );
  });
});
