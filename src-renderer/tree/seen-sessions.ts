import { forgetSession } from './forgetting.ts';
import { placeIn } from './sorted-ids.ts';
import type { StoreData } from './store-data.ts';
import { changed, dataOf } from './tree-store.ts';

/** A listing that is under way may have been begun before: what came meanwhile is put in after it, in ms. */
const retry = 500;

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
  for (const id of gone) forgetSession(data, id);
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
