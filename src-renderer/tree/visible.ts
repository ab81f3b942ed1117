import type { StoreId } from '#shared/model/store.ts';
import { storeById } from '../stores/stores.ts';
import { wantFacts } from './facts.ts';
import type { FlatList } from './flat-list.ts';
import { listSessions } from './listing.ts';
import { forgetScrolledPast, tellShown } from './shown.ts';
import { dataOf, useTree } from './tree-store.ts';

/** Scrolling must rest this long, in ms, before facts are asked for. */
const rest = 60;

function look(flat: FlatList, from: number, to: number): void {
  const visible = new Map<StoreId, string[]>();
  for (let index = from; index <= to; index++) {
    const row = flat.at(index);
    if (row?.kind === 'session') {
      const ids = visible.get(row.store) ?? [];
      ids.push(row.session);
      visible.set(row.store, ids);
    }
    const more = row?.kind === 'message' && row.action?.do === 'list-more' ? row.action : null;
    const store = more && useTree.getState().applied === '' ? storeById(more.store) : null;
    if (store) void listSessions(store);
  }
  for (const [store, ids] of visible) wantFacts(dataOf(store), ids);
  forgetScrolledPast(visible);
  tellShown(visible);
}

/**
 * Fetches what the rows in view need: facts of sessions, the next page at a listing's end; again whenever rows are
 * drawn anew. Returns how to stop.
 */
export function lookAt(flat: FlatList, from: number, to: number): () => void {
  let timer = setTimeout(() => look(flat, from, to), rest);
  const stop = useTree.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => look(flat, from, to), rest);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
