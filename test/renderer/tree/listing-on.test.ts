import { beforeEach, describe, expect, it, vi } from 'vitest';
import { listSessions, relistSessions } from '#ui/tree/listing.ts';
import { refreshPages } from '#ui/tree/paged.ts';
import { searchSessions } from '#ui/tree/searching.ts';
import { forgetScrolledPast } from '#ui/tree/shown.ts';
import { dataOf, dropData } from '#ui/tree/tree-store.ts';
import { storeRow } from '../../support/store-row.ts';

const server = vi.hoisted(() => ({ bucket: [''], asked: [] as (string | null)[], fails: false }));
const pageSize = 3;

/** A bucket as a server lists it, from what stands after a cursor on. */
vi.mock('#ui/client/client.ts', () => ({
  client: {
    sessions: {
      page: async ({ cursor, startsWith = '' }: { cursor: string | null; startsWith?: string }) => {
        server.asked.push(startsWith ? `?${startsWith}` : cursor);
        if (server.fails) throw new Error('The store is struggling.');
        const rest = server.bucket.filter((id) => (cursor ?? '') < id && id.startsWith(startsWith));
        const ids = rest.slice(0, pageSize);
        const end = rest.length > pageSize ? (ids.at(-1) ?? null) : null;
        return { ids, cursor: end, total: null, problems: [] };
      },
    },
  },
}));

const store = storeRow({ id: 's3-1', listing: 'paged' });

const see = (...ids: string[]) => forgetScrolledPast(new Map([[store.id, ids]]));
const listed = () => dataOf(store.id).ids.join('');
const stale = () => dataOf(store.id).pages.map((page) => page.stale);

beforeEach(async () => {
  dropData(new Set());
  see();
  Object.assign(server, { bucket: [...'abcdefghijklmnop'], asked: [], fails: false });
  for (let pages = 0; pages < 3; pages++) await listSessions(store);
  expect(listed()).toBe('abcdefghi');
});

describe('a bucket of which pages are to be read again', () => {
  it('is listed on while those in the middle are not seen', async () => {
    see('h', 'i');
    await relistSessions(store);
    expect(stale()).toEqual([true, true, false]);
    await listSessions(store);
    expect(listed()).toBe('abcdefghijkl');
    await listSessions(store);
    await listSessions(store);
    expect(listed()).toBe(server.bucket.join(''));
    expect(dataOf(store.id).listing).toBe('complete');
    expect(stale().slice(0, 2)).toEqual([true, true]);
  });

  it('has its last page read again before it is listed on, wherever one looks', async () => {
    see('a');
    await relistSessions(store);
    expect(stale()).toEqual([false, true, true]);
    server.bucket.splice(8, 0, 'hh');
    await listSessions(store);
    expect(dataOf(store.id).ids.slice(6)).toEqual(['g', 'h', 'hh', 'i', 'j', 'k']);
  });

  it('has a page that could not be read again tried once more, and nothing further listed', async () => {
    see('a');
    server.fails = true;
    await relistSessions(store);
    expect(dataOf(store.id).listing).toBe('failed');
    Object.assign(server, { asked: [], fails: false });
    await listSessions(store);
    expect(server.asked).toEqual([null]);
    expect(dataOf(store.id).listing).toBe('partial');
  });

  it('is listed on from where that failed, though pages out of view were not read again yet', async () => {
    see('h', 'i');
    await relistSessions(store);
    server.fails = true;
    await listSessions(store);
    expect(dataOf(store.id).listing).toBe('failed');
    server.fails = false;
    await listSessions(store);
    expect(listed()).toBe('abcdefghijkl');
    await refreshPages(store, ['a', 'd']);
    expect(stale()).toEqual([false, false, false, false]);
  });
});

describe('a filter that is typed while a page is listed', () => {
  it('is asked of the bucket once that is there', async () => {
    const listing = listSessions(store);
    expect(dataOf(store.id).listing).toBe('loading');
    await Promise.all([searchSessions(store, 'p', new AbortController().signal), listing]);
    expect(server.asked.slice(-2)).toEqual(['i', '?p']);
    expect(dataOf(store.id)).toMatchObject({ search: { text: 'p', state: 'complete', found: 1 } });
    expect(listed()).toBe('abcdefghijklp');
  });

  it('is not asked where it was typed over meanwhile, and where the whole bucket is listed then', async () => {
    const typing = new AbortController();
    const searching = searchSessions(store, 'p', typing.signal);
    const listing = listSessions(store);
    const over = searchSessions(store, 'o', typing.signal);
    typing.abort();
    await Promise.all([searching, over, listing]);
    await listSessions(store);
    await Promise.all([listSessions(store), searchSessions(store, 'n', new AbortController().signal)]);
    expect(server.asked.slice(-4)).toEqual(['?p', 'i', 'l', 'o']);
    expect(dataOf(store.id)).toMatchObject({ listing: 'complete', search: null });
  });
});
