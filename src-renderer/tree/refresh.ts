import type { AppEvent } from '#shared/model/app.ts';
import { onEvent, onReconnected } from '../client/events.ts';
import { isWatched } from '../live/states.ts';
import { refreshStores, storeById, useStores } from '../stores/stores.ts';
import { checkSessions } from './checked-sessions.ts';
import { readContents, readSections } from './contents.ts';
import { relistSessions } from './listing.ts';
import { rowId } from './rows.ts';
import { takeSessions } from './seen-sessions.ts';
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

/** Reads again what is unfolded, of all stores or of some. */
export function refreshTree(only: (store: string) => boolean = () => true): void {
  void refreshStores();
  for (const { id } of useStores.getState().stores ?? []) if (only(id)) void refreshStore(id);
}

const sessionKey = /^sessions\/([^/]+)(?:\/(.+))?$/;

/**
 * Reads again what has changed: one session's contents, or the listing where this window made or deleted a session.
 * Of others' sessions main tells by itself.
 */
function onChanged(id: string, keys: ReadonlySet<string>, seen: boolean): void {
  const data = dataOf(id);
  const touched = new Set<string>();
  const unsure: string[] = [];
  let sections = false;
  for (const key of keys) {
    const [, session, file] = sessionKey.exec(key) ?? [];
    if (session === undefined) sections = true;
    else if (!seen && (!data.known.has(session) || !key.includes('/', 9))) unsure.push(session);
    if (session !== undefined) touched.add(session);
    if (session !== undefined && (file === undefined || file === 'session.json')) data.fresh.delete(session);
  }
  for (const session of touched) if (data.contents.has(session)) void readContents(id, session);
  if (sections && data.sections.value) void readSections(id);
  const store = storeById(id);
  if (unsure.length > 0 && store?.listing === 'paged') void checkSessions(store, [...new Set(unsure)]);
  else if (unsure.length > 0 && store) void relistSessions(store);
  else if (touched.size > 0) changed();
}

/** A run writes often: what it changes within so many ms is read again once. */
const gathering = 100;

const gathered = new Map<string, Set<string>>();

function onChangeEvent({ store, keys, outside }: Extract<AppEvent, { kind: 'changed' }>): void {
  if (keys.length === 0) {
    void refreshStore(store);
    return;
  }
  const seen = outside !== undefined;
  const name = JSON.stringify([store, seen]);
  const waiting = gathered.get(name);
  for (const key of keys) waiting?.add(key);
  if (waiting) return;
  gathered.set(name, new Set(keys));
  setTimeout(() => {
    const all = gathered.get(name);
    gathered.delete(name);
    if (all) onChanged(store, all, seen);
  }, gathering);
}

/** Not more often than this by focus alone, in ms. */
const restBetween = 2_000;

/** Refreshes on focus, after a reconnect, and where main reports changes. Called once. */
export function followChanges(): void {
  let last = Date.now();
  window.addEventListener('focus', () => {
    if (Date.now() - last < restBetween) return;
    last = Date.now();
    refreshTree((store) => !isWatched(store));
  });
  onReconnected(() => refreshTree());
  onEvent('changed', onChangeEvent);
  onEvent('sessions', ({ store, appeared, gone }) => takeSessions(store, appeared, gone));
}
