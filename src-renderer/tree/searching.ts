import { compareKeys } from '#shared/format/keys.ts';
import { sessionsPerPage } from '#shared/model/session.ts';
import type { Store } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { forgetSession } from './forgetting.ts';
import { rowId } from './rows.ts';
import { listedCount, type Search, type StoreData } from './store-data.ts';
import { changed, dataOf, isExpanded, useTree } from './tree-store.ts';

/** What a server can be asked for: the beginning of an id is one word. */
function beginningOf(filter: string): string | null {
  const text = filter.trim();
  return text === '' || /[\s/]/.test(text) ? null : text;
}

/**
 * Asks a bucket that is listed in part for the sessions that begin with what was typed; while a page of it comes, as
 * soon as it is known whether that is the last.
 */
export async function searchSessions(store: Store, filter: string, signal: AbortSignal): Promise<void> {
  const data = dataOf(store.id);
  if (store.listing !== 'paged') return;
  if (data.listing === 'loading') {
    endSearch(data);
    await untilListed(data, signal);
    if (signal.aborted || dataOf(store.id) !== data) return;
  }
  const text = data.listing === 'partial' ? beginningOf(filter) : null;
  if (text === null) {
    endSearch(data);
    return;
  }
  letGo(data);
  data.search = { text, state: 'asking', cursor: null, found: 0, problem: null };
  changed();
  await ask(store, data, data.search, signal);
}

function untilListed(data: StoreData, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (data.listing === 'loading' && dataOf(data.id) === data && !signal.aborted) return;
      stop();
      signal.removeEventListener('abort', look);
      resolve();
    };
    const stop = useTree.subscribe(look);
    signal.addEventListener('abort', look);
  });
}

/** Asks for the next page of answers. */
export async function searchMore(store: Store): Promise<void> {
  const data = dataOf(store.id);
  const { search } = data;
  if (search?.state !== 'partial' && search?.state !== 'failed') return;
  data.search = { ...search, state: 'asking', problem: null };
  changed();
  await ask(store, data, data.search);
}

/** The filter is gone: what was found further on than was listed goes with it, but for what is open. */
export function endSearch(data: StoreData): void {
  if (!data.search) return;
  data.search = null;
  letGo(data);
  changed();
}

async function ask(store: Store, data: StoreData, search: Search, signal?: AbortSignal): Promise<void> {
  const request = { store: store.id, cursor: search.cursor, limit: sessionsPerPage, startsWith: search.text };
  const isWanted = () => dataOf(store.id) === data && data.search === search;
  try {
    const page = await client.sessions.page(request, signal ? { signal } : {});
    if (!isWanted()) return;
    takeFound(data, page.ids);
    const state = page.cursor === null ? 'complete' : 'partial';
    data.search = { ...search, state, cursor: page.cursor, found: search.found + page.ids.length };
  } catch (error) {
    if (!isWanted()) return;
    const { cancelled, message } = describeError(error, signal);
    data.search = cancelled ? null : { ...search, state: 'failed', problem: message };
  }
  changed();
}

/** Puts sessions into the list that were found by their ids. */
export function takeFound(data: StoreData, ids: readonly string[]): void {
  const found = ids.filter((id) => !data.known.has(id));
  if (found.length === 0) return;
  for (const id of found) data.known.add(id);
  data.ids = [...data.ids, ...found].sort(compareKeys);
  data.revision += 1;
}

/** Takes out again what was found further on than was listed, but for what is unfolded or was gone to. */
function letGo(data: StoreData): void {
  const stays = (id: string) => data.pinned.has(id) || isExpanded(rowId.session(data.id, id));
  const further = data.ids.splice(listedCount(data));
  for (const id of further) {
    if (stays(id)) data.ids.push(id);
    else forgetSession(data, id);
  }
  data.revision += 1;
}
