import type { SessionContents, SessionFacts, StoreSections } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import type { ErrorDescription } from '../client/errors.ts';
import { placeAfter } from './sorted-ids.ts';

/** Something that is fetched when it is first looked at. What was there stays while it is fetched again. */
export interface Fetched<T> {
  value: T | null;
  error: ErrorDescription | null;
  loading: boolean;
  /** True where it was asked for again while it was being fetched. */
  again?: boolean;
}

/** A page of a listing that comes by pages. */
export interface ListedPage {
  /** With which it was asked for. */
  cursor: string | null;
  /** The last id of it. */
  last: string;
  /** To be read again when it is looked at. */
  stale: boolean;
}

/** What a bucket was asked for: ids that begin with a text. */
export interface Search {
  text: string;
  state: 'asking' | 'partial' | 'complete' | 'failed';
  /** Where the next page of answers starts. */
  cursor: string | null;
  /** How many were found so far. */
  found: number;
  /** Why it failed. */
  problem: string | null;
}

/**
 * What is known of one store. Mutable and outside of React: a listing of 100,000 ids grows in place, and only the
 * list made of it is published.
 */
export interface StoreData {
  id: StoreId;
  /** Candidates in store order; after those that were listed, the ones that were found further on. */
  ids: string[];
  known: Set<string>;
  /** Where the next page starts; null when all are listed. */
  cursor: string | null;
  total: number | null;
  /** What of a store that is listed by pages was read, in order; none of others. */
  pages: ListedPage[];
  search: Search | null;
  /** Sessions that were gone to by their ids. */
  pinned: Set<string>;
  listing: 'none' | 'loading' | 'partial' | 'complete' | 'failed';
  /** Why listing stopped, when it failed. */
  error: ErrorDescription | null;
  problems: { key: string; message: string }[];
  facts: Map<string, SessionFacts>;
  /** Ids whose facts were read since the last refresh. */
  fresh: Set<string>;
  contents: Map<string, Fetched<SessionContents>>;
  sections: Fetched<StoreSections>;
  /** True once sessions are shown, in whatever order: before, they wait a moment for what orders them. */
  settled: boolean;
  /** True once all facts were known: only then can sessions be ordered by age. Those that come later are new. */
  ordered: boolean;
  /** Grows when ids or facts change, so that orders can be kept. */
  revision: number;
}

export function newStoreData(id: StoreId): StoreData {
  return {
    id,
    ids: [],
    known: new Set(),
    cursor: null,
    total: null,
    pages: [],
    search: null,
    pinned: new Set(),
    listing: 'none',
    error: null,
    problems: [],
    facts: new Map(),
    fresh: new Set(),
    contents: new Map(),
    sections: { value: null, error: null, loading: false },
    settled: false,
    ordered: false,
    revision: 0,
  };
}

/** Stores of at most this many sessions have all their facts read, so that they can be ordered by age. */
export const smallStore = 1_000;

/** True while every listed session's facts are read. */
export function allFactsKnown(data: StoreData): boolean {
  return data.listing === 'complete' && data.facts.size >= data.ids.length && data.ids.length > 0;
}

/** How many of the ids were listed: what comes after them was found in other ways. */
export function listedCount({ ids, pages, cursor }: StoreData): number {
  const last = pages.at(-1);
  return last === undefined || cursor === null ? ids.length : placeAfter(ids, last.last);
}
