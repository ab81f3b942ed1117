import type { SessionContents, SessionFacts, StoreSections } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import type { ErrorDescription } from '../client/errors.ts';

/** Something that is fetched when it is first looked at. What was there stays while it is fetched again. */
export interface Fetched<T> {
  value: T | null;
  error: ErrorDescription | null;
  loading: boolean;
  /** True where it was asked for again while it was being fetched. */
  again?: boolean;
}

/**
 * What is known of one store. Mutable and outside of React: a listing of 100,000 ids grows in place, and only the
 * list made of it is published.
 */
export interface StoreData {
  id: StoreId;
  /** Candidates in store order. */
  ids: string[];
  known: Set<string>;
  /** Where the next page starts; null when all are listed. */
  cursor: string | null;
  total: number | null;
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
