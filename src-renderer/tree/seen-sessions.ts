import { compareKeys } from '#shared/format/keys.ts';
import type { StoreData } from './store-data.ts';
import { changed, dataOf } from './tree-store.ts';

/** A listing that is under way may have been begun before: what came meanwhile is put in after it, in ms. */
const retry = 500;

/** Where an id stands, or would stand, in store order. */
function placeIn(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(ids[middle] ?? '', id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insert(data: StoreData, ids: readonly string[]): void {
  const added = ids.filter((id) => !data.known.has(id));
  for (const id of added) {
    data.known.add(id);
    data.ids.splice(placeIn(data.ids, id), 0, id);
  }
  if (data.total !== null) data.total += added.length;
}

function remove(data: StoreData, ids: readonly string[]): void {
  const gone = new Set(ids.filter((id) => data.known.has(id)));
  if (gone.size === 0) return;
  data.ids = data.ids.filter((id) => !gone.has(id));
  for (const id of gone) {
    data.known.delete(id);
    data.facts.delete(id);
    data.contents.delete(id);
    data.fresh.delete(id);
  }
  if (data.total !== null) data.total -= gone.size;
}

/** Puts sessions that came into the list, and takes out those that went, without listing the store again. */
export function takeSessions(store: string, appeared: readonly string[], gone: readonly string[]): void {
  const data = dataOf(store);
  if (data.listing === 'loading') {
    setTimeout(() => takeSessions(store, appeared, gone), retry);
    return;
  }
  if (data.listing !== 'complete' && data.listing !== 'partial') return;
  insert(data, appeared);
  remove(data, gone);
  data.revision += 1;
  changed();
}
