import type { StoreId } from '#shared/model/store.ts';
import { storeById } from '../stores/stores.ts';
import { wantFacts } from './facts.ts';
import type { FlatList } from './flat-list.ts';
import { forgetOldest } from './forgetting.ts';
import { listSessions } from './listing.ts';
import { refreshPages } from './paged.ts';
import type { RowMessageAction } from './rows.ts';
import { searchMore } from './searching.ts';
import { forgetScrolledPast, tellShown } from './shown.ts';
import { dataOf, useTree } from './tree-store.ts';

/** Scrolling must rest this long, in ms, before facts are asked for. */
const rest = 60;

/** At the end of what is known there is more: it is asked for as soon as that comes into view. */
function goOn(action: RowMessageAction): void {
  const store = storeById(action.store);
  if (!store) return;
  const isFiltered = useTree.getState().applied !== '';
  if (action.do === 'list-more' && !isFiltered) void listSessions(store);
  if (action.do === 'search-more' && dataOf(store.id).search?.state === 'partial') void searchMore(store);
}

function look(flat: FlatList, from: number, to: number): void {
  const visible = new Map<StoreId, string[]>();
  for (let index = from; index <= to; index++) {
    const row = flat.at(index);
    if (row?.kind === 'session') {
      const ids = visible.get(row.store) ?? [];
      ids.push(row.session);
      visible.set(row.store, ids);
    }
    if (row?.kind === 'message' && row.action) goOn(row.action);
  }
  for (const [id, ids] of visible) {
    const data = dataOf(id);
    wantFacts(data, ids);
    const store = storeById(id);
    if (store?.listing !== 'paged') continue;
    forgetOldest(data, ids);
    const isStale = data.listing !== 'failed' && data.pages.some(({ stale }) => stale);
    if (isStale) void refreshPages(store, ids);
  }
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
