import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';

/** Looking goes on for so many steps, of up to 1,000 sessions and about two requests each, before it asks again. */
export const stepsAtOnce = 10;

/** A search for deleted sessions, as far as it has come. */
export interface PastSearch {
  startsWith: string;
  /** Ids in key order. */
  found: readonly string[];
  /** How many sessions were looked at, living ones among them. */
  looked: number;
  /** Where to go on; null at the end. */
  cursor: string | null;
  stop: (() => void) | null;
  problem: string | null;
}

/** The newest search of each store: it outlives its tab. */
export const usePastSearches = create<{ searches: ReadonlyMap<StoreId, PastSearch> }>(() => ({
  searches: new Map(),
}));

function put(store: StoreId, change: Partial<PastSearch>): void {
  usePastSearches.setState(({ searches }) => {
    const before = searches.get(store);
    return before ? { searches: new Map(searches).set(store, { ...before, ...change }) } : { searches };
  });
}

/** Begins a search among the sessions whose ids begin so. */
export function beginSearch(store: StoreId, startsWith: string): Promise<void> {
  const { searches } = usePastSearches.getState();
  searches.get(store)?.stop?.();
  const search: PastSearch = { startsWith, found: [], looked: 0, cursor: null, stop: null, problem: null };
  usePastSearches.setState({ searches: new Map(searches).set(store, search) });
  return goOn(store);
}

/** Goes on with a search where it stands. */
export async function goOn(store: StoreId): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort();
  put(store, { stop, problem: null });
  const isOurs = () => usePastSearches.getState().searches.get(store)?.stop === stop;
  try {
    for (let step = 0; step < stepsAtOnce && isOurs(); step++) {
      const search = usePastSearches.getState().searches.get(store);
      if (!search) return;
      const { startsWith, cursor, found, looked } = search;
      const page = await client.past.sessions({ store, startsWith, cursor }, { signal });
      if (!isOurs()) return;
      put(store, {
        found: [...found, ...page.sessions],
        looked: looked + page.looked,
        cursor: page.cursor,
      });
      if (page.cursor === null) return;
    }
  } catch (error) {
    const { cancelled, message } = describeError(error, signal);
    if (!cancelled && isOurs()) put(store, { problem: message });
  } finally {
    if (isOurs()) put(store, { stop: null });
  }
}

/** Takes a session out of what was found, since it is there again. */
export function foundAgain(store: StoreId, session: string): void {
  const found = usePastSearches.getState().searches.get(store)?.found ?? [];
  if (found.includes(session)) put(store, { found: found.filter((id) => id !== session) });
}
