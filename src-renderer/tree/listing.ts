import { compareKeys } from '#shared/format/keys.ts';
import type { SessionPage } from '#shared/model/session.ts';
import type { Store, StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { startWork } from '../shell/work.ts';
import { formatCount } from '../words/numbers.ts';
import type { StoreData } from './store-data.ts';
import { changed, dataOf } from './tree-store.ts';

/** The first page is small, so that rows are there at once; and every page where each costs requests. */
const smallPage = 1_000;
const largePage = 10_000;

const running = new Map<StoreId, AbortController>();

function figures(listed: number, total: number | null): string {
  return total === null ? `${formatCount(listed)} so far` : `${formatCount(listed)} of ${formatCount(total)}`;
}

/** Collects pages until there are enough, or the user stops it; `take` sees each page as it comes. */
async function collect(
  store: Store,
  start: { cursor: string | null; listed: number },
  enough: (listed: number, cursor: string | null) => boolean,
  take: (page: SessionPage) => void,
): Promise<void> {
  const controller = new AbortController();
  running.get(store.id)?.abort();
  running.set(store.id, controller);
  const { signal } = controller;
  let { cursor, listed } = start;
  const work = startWork(`Listing ${store.name}`, () => controller.abort());
  try {
    do {
      const limit = listed === 0 || store.listing === 'paged' ? smallPage : largePage;
      const page = await client.sessions.page({ store: store.id, cursor, limit }, { signal });
      cursor = page.cursor;
      listed += page.ids.length;
      take(page);
      work.update({ done: listed, total: page.total, figures: figures(listed, page.total) });
    } while (cursor !== null && !enough(listed, cursor));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    work.end();
    if (running.get(store.id) === controller) running.delete(store.id);
  }
}

function append(data: StoreData, page: SessionPage): void {
  for (const id of page.ids) {
    if (data.known.has(id)) continue;
    data.known.add(id);
    data.ids.push(id);
  }
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
  const goal = data.ids.length + 1;
  data.listing = 'loading';
  data.error = null;
  changed();
  let stopped = false;
  try {
    await collect(
      store,
      { cursor: data.cursor, listed: data.ids.length },
      (listed) => store.listing === 'paged' && listed >= goal,
      (page) => {
        append(data, page);
        changed();
      },
    );
  } catch (error) {
    stopped = true;
    if (dataOf(store.id) === data) failed(data, error);
  }
  if (!stopped && dataOf(store.id) === data) settle(data);
}

/** Lists anew what was listed. What is shown stays until the new listing is whole. */
export async function relistSessions(store: Store): Promise<void> {
  const data = dataOf(store.id);
  if (data.listing === 'loading' || data.listing === 'none') return;
  const goal = data.ids.length;
  const next: StoreData = { ...data, ids: [], known: new Set(), problems: [], cursor: null };
  try {
    await collect(
      store,
      { cursor: null, listed: 0 },
      (listed) => store.listing === 'paged' && listed >= goal,
      (page) => append(next, page),
    );
  } catch (error) {
    if (dataOf(store.id) === data) failed(data, error);
    return;
  }
  if (dataOf(store.id) !== data) return;
  const { ids, known, problems, cursor, total } = next;
  for (const id of data.known) {
    if (known.has(id)) continue;
    data.facts.delete(id);
    data.contents.delete(id);
  }
  Object.assign(data, { ids, known, problems, cursor, total, error: null, revision: data.revision + 1 });
  data.fresh.clear();
  settle(data);
}

/** Asks the server for sessions that start with a text, where it lists more than is known here. */
export async function findSessions(store: Store, startsWith: string, signal: AbortSignal): Promise<void> {
  const data = dataOf(store.id);
  if (store.listing !== 'paged' || data.listing !== 'partial') return;
  try {
    const request = { store: store.id, cursor: null, limit: smallPage, startsWith };
    const page = await client.sessions.page(request, { signal });
    const found = page.ids.filter((id) => !data.known.has(id));
    if (found.length === 0 || dataOf(store.id) !== data) return;
    for (const id of found) data.known.add(id);
    data.ids = [...data.ids, ...found].sort(compareKeys);
    data.revision += 1;
    changed();
  } catch {
    // What is listed is filtered all the same; the row below says that it is not all.
  }
}
