import type { Store } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { type StoreData, smallStore } from './store-data.ts';
import { dataOf, factsChanged } from './tree-store.ts';

/** Ids in one call. */
const batch = 100;
/** Rows wait this long, in ms, for the facts that order them: a row that moves under the pointer is worse. */
const orderPatience = 1_000;

interface Reading {
  ids: readonly string[];
  controller: AbortController;
}
const reading = new Map<StoreData, Set<Reading>>();

const readingOf = (data: StoreData) => {
  let set = reading.get(data);
  if (!set) {
    set = new Set();
    reading.set(data, set);
  }
  return set;
};

async function read(data: StoreData, ids: readonly string[]): Promise<boolean> {
  const entry: Reading = { ids, controller: new AbortController() };
  const set = readingOf(data);
  set.add(entry);
  try {
    const answers = await client.sessions.facts(
      { store: data.id, ids: [...ids] },
      { signal: entry.controller.signal },
    );
    if (dataOf(data.id) !== data) return false;
    for (const facts of answers) {
      // The last that was read is the last to be let go.
      data.facts.delete(facts.id);
      data.facts.set(facts.id, facts);
      data.fresh.add(facts.id);
    }
    data.revision += 1;
    factsChanged(data);
    return true;
  } catch {
    // Rows without facts show their id; the next look asks again.
    return false;
  } finally {
    set.delete(entry);
  }
}

/** Reads the facts of the sessions in view, and gives up those that were scrolled past. */
export function wantFacts(data: StoreData, visible: readonly string[]): void {
  const inView = new Set(visible);
  const underway = new Set<string>();
  for (const entry of readingOf(data)) {
    if (entry.ids.some((id) => inView.has(id))) for (const id of entry.ids) underway.add(id);
    else if (data.ids.length > smallStore) entry.controller.abort();
  }
  const missing = visible.filter((id) => !data.fresh.has(id) && !underway.has(id));
  for (let from = 0; from < missing.length; from += batch) void read(data, missing.slice(from, from + batch));
}

const background = new Set<StoreData>();

/** Reads the facts of all sessions of a small store, once its listing is whole. */
export async function readAllFacts(store: Store): Promise<void> {
  const data = dataOf(store.id);
  if (store.listing !== 'whole' || data.listing !== 'complete') return;
  if (data.ids.length > smallStore || background.has(data)) return;
  background.add(data);
  const settle = () => {
    if (data.settled) return;
    data.settled = true;
    factsChanged(data);
  };
  const timer = setTimeout(settle, orderPatience);
  try {
    for (;;) {
      const missing = data.ids.filter((id) => !data.fresh.has(id)).slice(0, batch * 2);
      if (missing.length === 0 || !(await read(data, missing))) return;
    }
  } finally {
    clearTimeout(timer);
    background.delete(data);
    settle();
  }
}
