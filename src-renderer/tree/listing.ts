import { compareKeys } from '#shared/format/keys.ts';
import { type SessionPage, sessionsPerPage } from '#shared/model/session.ts';
import type { Store, StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { startWork } from '../shell/work.ts';
import { formatCount } from '../words/numbers.ts';
import { forgetSession } from './forgetting.ts';
import { isStaleInView, refreshPages } from './paged.ts';
import { inView } from './shown.ts';
import { placeIn } from './sorted-ids.ts';
import { listedCount, type StoreData } from './store-data.ts';
import { changed, dataOf } from './tree-store.ts';

/** Of a store that is listed whole: all but the first page, which is small, so that rows are there at once. */
const largePage = 10_000;

const running = new Map<StoreId, AbortController>();

function figures(listed: number, total: number | null): string {
  return total === null ? `${formatCount(listed)} so far` : `${formatCount(listed)} of ${formatCount(total)}`;
}

/** Collects pages until there are enough, or the user stops it; `take` sees each page as it comes. */
async function collect(
  store: Store,
  start: { cursor: string | null; listed: number },
  take: (page: SessionPage, cursor: string | null) => void,
): Promise<void> {
  const controller = new AbortController();
  running.get(store.id)?.abort();
  running.set(store.id, controller);
  const { signal } = controller;
  let { cursor, listed } = start;
  const work = startWork(`Listing ${store.name}`, () => controller.abort());
  try {
    do {
      const limit = listed === 0 || store.listing === 'paged' ? sessionsPerPage : largePage;
      const page = await client.sessions.page({ store: store.id, cursor, limit }, { signal });
      take(page, cursor);
      cursor = page.cursor;
      listed += page.ids.length;
      work.update({ done: listed, total: page.total, figures: figures(listed, page.total) });
      // A bucket gives a page a request: the next one when somebody wants to see it, unless this one has nothing.
    } while (cursor !== null && (store.listing === 'whole' || listed === start.listed));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    work.end();
    if (running.get(store.id) === controller) running.delete(store.id);
  }
}

function append(data: StoreData, page: SessionPage): void {
  const [first] = page.ids;
  // What was found further on may stand in the way.
  const further = first === undefined ? [] : data.ids.splice(placeIn(data.ids, first));
  const listed = new Set(page.ids);
  const last = page.ids.at(-1) ?? '';
  const isBefore = (id: string) => compareKeys(id, last) <= 0;
  const between = further.filter((id) => isBefore(id) && !listed.has(id));
  for (const id of page.ids) {
    data.known.add(id);
    data.ids.push(id);
  }
  for (const id of between) data.ids.splice(placeIn(data.ids, id), 0, id);
  for (const id of further) if (!isBefore(id)) data.ids.push(id);
  data.cursor = page.cursor;
  data.total = page.total;
  data.problems.push(...page.problems);
  data.revision += 1;
}

function settle(data: StoreData): void {
  data.listing = data.cursor === null ? 'complete' : 'partial';
  changed();
}

function failed(data: StoreData, error: unknown): void {
  data.listing = 'failed';
  data.error = describeError(error);
  changed();
}

/** Lists a store for the first time, or goes on where it stopped: whole stores to their end, others by a page. */
export async function listSessions(store: Store): Promise<void> {
  const data = dataOf(store.id);
  if (data.listing === 'loading') return;
  const shown = inView(store.id);
  if (data.listing === 'failed' && isStaleInView(data, shown)) {
    await readStale(store, data, shown);
    return;
  }
  const end = data.pages.at(-1);
  if (end?.stale) {
    // It may end elsewhere by now, or be no more the last.
    await readStale(store, data, [...shown, end.last]);
    if (dataOf(store.id) !== data || data.listing !== 'partial') return;
  }
  data.listing = 'loading';
  data.error = null;
  changed();
  let stopped = false;
  try {
    await collect(store, { cursor: data.cursor, listed: listedCount(data) }, (page, cursor) => {
      append(data, page);
      if (store.listing === 'paged') data.pages.push({ cursor, last: page.ids.at(-1) ?? '', stale: false });
      changed();
    });
  } catch (error) {
    stopped = true;
    if (dataOf(store.id) === data) failed(data, error);
  }
  if (!stopped && dataOf(store.id) === data) settle(data);
}

/** Lists anew what was listed: of a bucket the pages in view, and others as they come into view. */
export async function relistSessions(store: Store): Promise<void> {
  const data = dataOf(store.id);
  if (data.listing === 'loading' || data.listing === 'none') return;
  if (store.listing === 'whole') {
    await relistWhole(store, data);
  } else if (data.pages.length === 0) {
    await listSessions(store);
  } else {
    for (const page of data.pages) page.stale = true;
    data.fresh.clear();
    await readStale(store, data, inView(store.id));
  }
}

async function readStale(store: Store, data: StoreData, shown: readonly string[]): Promise<void> {
  data.error = null;
  settle(data);
  await refreshPages(store, shown);
}

/** What is shown stays until the new listing is whole. */
async function relistWhole(store: Store, data: StoreData): Promise<void> {
  const next: StoreData = { ...data, ids: [], known: new Set(), problems: [], cursor: null };
  try {
    await collect(store, { cursor: null, listed: 0 }, (page) => append(next, page));
  } catch (error) {
    if (dataOf(store.id) === data) failed(data, error);
    return;
  }
  if (dataOf(store.id) !== data) return;
  const { ids, known, problems, cursor, total } = next;
  for (const id of data.known) if (!known.has(id)) forgetSession(data, id);
  Object.assign(data, { ids, known, problems, cursor, total, error: null, revision: data.revision + 1 });
  data.fresh.clear();
  settle(data);
}
