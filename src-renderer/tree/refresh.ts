import { onEvent, onReconnected } from '../client/events.ts';
import { refreshStores, storeById, useStores } from '../stores/stores.ts';
import { readContents, readSections } from './contents.ts';
import { relistSessions } from './listing.ts';
import { rowId } from './rows.ts';
import { changed, dataOf, isExpanded } from './tree-store.ts';

/** Reads again what is unfolded of a store. Selection, scroll and what is unfolded stay. */
export async function refreshStore(id: string): Promise<void> {
  const store = storeById(id);
  if (store?.state !== 'open' || !isExpanded(rowId.store(id))) return;
  const data = dataOf(id);
  for (const session of data.contents.keys()) {
    if (isExpanded(rowId.session(id, session))) void readContents(id, session);
    else data.contents.delete(session);
  }
  void readSections(id);
  await relistSessions(store);
  changed();
}

/** Reads again what is unfolded, of all stores. */
export function refreshTree(): void {
  void refreshStores();
  for (const store of useStores.getState().stores ?? []) void refreshStore(store.id);
}

const sessionKey = /^sessions\/([^/]+)(?:\/(.+))?$/;

/** Reads again what main says has changed: one session's contents, or the listing where a session is new or gone. */
function onChanged(id: string, keys: readonly string[]): void {
  if (keys.length === 0) {
    void refreshStore(id);
    return;
  }
  const data = dataOf(id);
  const touched = new Set<string>();
  let listing = false;
  let sections = false;
  for (const key of keys) {
    const session = sessionKey.exec(key)?.[1];
    if (session === undefined) sections = true;
    else if (!data.known.has(session) || !key.includes('/', 9)) listing = true;
    if (session !== undefined) touched.add(session);
  }
  for (const session of touched) {
    data.fresh.delete(session);
    if (data.contents.has(session)) void readContents(id, session);
  }
  if (sections && data.sections.value) void readSections(id);
  const store = storeById(id);
  if (listing && store) void relistSessions(store);
  else if (touched.size > 0) changed();
}

/** Not more often than this by focus alone, in ms. */
const restBetween = 2_000;

/** Refreshes on focus, after a reconnect, and where main reports changes. Called once. */
export function followChanges(): void {
  let last = Date.now();
  window.addEventListener('focus', () => {
    if (Date.now() - last < restBetween) return;
    last = Date.now();
    refreshTree();
  });
  onReconnected(refreshTree);
  onEvent('changed', ({ store, keys }) => onChanged(store, keys));
}
