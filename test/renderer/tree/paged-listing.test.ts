import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { compareKeys } from '#shared/format/keys.ts';
import { forgetOldest } from '#ui/tree/forgetting.ts';
import { replacePage } from '#ui/tree/paged.ts';
import { endSearch, takeFound } from '#ui/tree/searching.ts';
import { listedCount, type StoreData } from '#ui/tree/store-data.ts';
import { dataOf, dropData } from '#ui/tree/tree-store.ts';

const store = 's3-1';
const id = fc.stringMatching(/^[a-h]{1,2}$/);
const ids = fc.uniqueArray(id, { maxLength: 30 }).map((some) => some.sort(compareKeys));
const pageSize = 4;

/** A page of a bucket as a server gives it, from what stands after a cursor on. */
function pageAfter(bucket: readonly string[], cursor: string | null) {
  const rest = bucket.filter((each) => cursor === null || each > cursor);
  const page = rest.slice(0, pageSize);
  return {
    ids: page,
    cursor: rest.length > pageSize ? (page.at(-1) ?? null) : null,
    total: null,
    problems: [],
  };
}

/** What is known once some pages of a bucket were listed. */
function listed(bucket: readonly string[], pages: number): StoreData {
  dropData(new Set());
  const data = dataOf(store);
  let cursor: string | null = null;
  do {
    const page = pageAfter(bucket, cursor);
    data.ids.push(...page.ids);
    data.pages.push({ cursor, last: page.ids.at(-1) ?? '', stale: false });
    ({ cursor } = page);
    data.cursor = cursor;
  } while (cursor !== null && data.pages.length < pages);
  data.known = new Set(data.ids);
  data.listing = cursor === null ? 'complete' : 'partial';
  return data;
}

beforeEach(() => dropData(new Set()));

describe('a listing that comes by pages', () => {
  it('is, once all of its pages were read again, what the bucket holds now', () => {
    fc.assert(
      fc.property(ids, ids, (before, now) => {
        const data = listed(before, Number.POSITIVE_INFINITY);
        for (let index = 0; index < data.pages.length; index++)
          replacePage(data, index, pageAfter(now, data.pages[index]?.cursor ?? null));
        const last = data.cursor === null ? null : (data.pages.at(-1)?.last ?? '');
        const within = now.filter((each) => last === null || compareKeys(each, last) <= 0);
        expect(data.ids).toEqual(within);
        expect(data.known).toEqual(new Set(data.ids));
      }),
    );
  });

  it('keeps the other pages while one is read again', () => {
    const bucket = [...'abcdefghijkl'];
    const data = listed(bucket, 3);
    replacePage(data, 1, pageAfter(bucket.toSpliced(5, 1), 'd'));
    expect(data.ids.join('')).toBe('abcdeghijkl');
    replacePage(data, 0, pageAfter(['a', 'aa', ...bucket.slice(1)], null));
    expect(data.ids.slice(0, 5)).toEqual(['a', 'aa', 'b', 'c', 'd']);
  });
});

describe('what is found further on than was listed', () => {
  it('stands after it, and goes with the filter, but for what was gone to', () => {
    const data = listed([...'abcdefghijkl'], 1);
    takeFound(data, ['x1', 'b', 'x0']);
    expect(data.ids.join(' ')).toBe('a b c d x0 x1');
    expect(listedCount(data)).toBe(4);
    data.pinned.add('x1');
    data.search = { text: 'x', state: 'complete', cursor: null, found: 2, problem: null };
    endSearch(data);
    expect(data.ids.join(' ')).toBe('a b c d x1');
    expect(data.known).toEqual(new Set(data.ids));
  });
});

it('of a large store no more records are kept than anybody sees, and those in view are', () => {
  const data = dataOf(store);
  const all = Array.from({ length: 5_000 }, (_, index) => String(index).padStart(5, '0'));
  for (const each of all) {
    data.facts.set(each, {
      id: each,
      agent: '',
      workflow: '',
      status: '',
      createdAt: null,
      time: null,
      problem: null,
      innerId: null,
    });
    data.fresh.add(each);
  }
  forgetOldest(data, ['00001', '00002']);
  expect(data.facts.size).toBe(2_002);
  expect(data.fresh).toEqual(new Set(data.facts.keys()));
  expect([data.facts.has('00001'), data.facts.has('00003'), data.facts.has('04999')]).toEqual([
    true,
    false,
    true,
  ]);
});
