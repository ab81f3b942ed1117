import { compareKeys } from '#shared/format/keys.ts';
import { type SessionPage, sessionsPerPage } from '#shared/model/session.ts';
import type { Store } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { forgetSession } from './forgetting.ts';
import { placeAfter } from './sorted-ids.ts';
import type { ListedPage, StoreData } from './store-data.ts';
import { changed, dataOf } from './tree-store.ts';

const refreshing = new Set<StoreData>();

/** Reads those pages again that are in view and may have changed, a request each. What is shown stays meanwhile. */
export async function refreshPages(store: Store, inView: readonly string[]): Promise<void> {
  const data = dataOf(store.id);
  if (refreshing.has(data)) return;
  refreshing.add(data);
  let reading: ListedPage | null = null;
  try {
    for (;;) {
      const index = staleInView(data, inView);
      const page = data.pages[index];
      if (!page) return;
      reading = page;
      page.stale = false;
      const request = { store: store.id, cursor: page.cursor, limit: sessionsPerPage };
      const answer = await client.sessions.page(request);
      if (dataOf(store.id) !== data) return;
      replacePage(data, index, answer);
      changed();
    }
  } catch (error) {
    if (dataOf(store.id) !== data) return;
    if (reading) reading.stale = true;
    data.listing = 'failed';
    data.error = describeError(error);
    changed();
  } finally {
    refreshing.delete(data);
  }
}

/** Whether any page that is in view is to be read again. */
export function isStaleInView(data: StoreData, inView: readonly string[]): boolean {
  return staleInView(data, inView) !== -1;
}

function staleInView(data: StoreData, inView: readonly string[]): number {
  return data.pages.findIndex((page, at) => page.stale && isInView(data, at, inView));
}

function isInView({ pages }: StoreData, at: number, inView: readonly string[]): boolean {
  const after = pages[at - 1]?.last;
  const last = at === pages.length - 1 ? null : pages[at]?.last;
  const [first] = inView;
  // With nothing in view, the beginning is what will be seen.
  if (first === undefined) return at === 0;
  const isAfter = (id: string) => after === undefined || compareKeys(id, after) > 0;
  const isWithin = (id: string) => last === null || last === undefined || compareKeys(id, last) <= 0;
  return inView.some((id) => isAfter(id) && isWithin(id));
}

/** Puts what a page holds now into the list, in place of what it held. */
export function replacePage(data: StoreData, index: number, page: SessionPage): void {
  const before = data.pages[index - 1];
  const cursor = data.pages[index]?.cursor ?? null;
  const from = before ? placeAfter(data.ids, before.last) : 0;
  const last = page.ids.at(-1) ?? before?.last ?? '';
  const next = data.pages[index + 1];
  const isEnd = page.cursor === null;
  // What the last page held beyond its new end will be listed by the page after it.
  const held = next ? last : later(last, data.pages[index]?.last ?? '');
  const to = isEnd ? data.ids.length : placeAfter(data.ids, held);
  const now = new Set(page.ids);
  for (const id of data.ids.slice(from, to)) if (!now.has(id)) forgetSession(data, id);
  data.ids = [...data.ids.slice(0, from), ...page.ids, ...data.ids.slice(to)];
  for (const id of page.ids) data.known.add(id);
  data.pages[index] = { cursor, last, stale: false };
  if (isEnd) data.pages.length = index + 1;
  if (isEnd || !next) data.cursor = page.cursor;
  // So that nothing falls between the two.
  else next.cursor = page.cursor;
  if (isEnd) data.listing = 'complete';
  data.revision += 1;
}

function later(one: string, other: string): string {
  return compareKeys(one, other) < 0 ? other : one;
}
