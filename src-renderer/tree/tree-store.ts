import { create } from 'zustand';
import type { Store, StoreId } from '#shared/model/store.ts';
import { storeById, useStores } from '../stores/stores.ts';
import { buildTree, type StoreInTree } from './build.ts';
import { type FilterResult, filterSessions, matcher } from './filter.ts';
import { FlatList } from './flat-list.ts';
import { type Heading, headings, type Order, orderByAge, type Sort } from './order.ts';
import { rowId } from './rows.ts';
import { allFactsKnown, listedCount, newStoreData, type StoreData, smallStore } from './store-data.ts';

interface TreeState {
  flat: FlatList;
  /** Grows when rows must be drawn again though the list is the same, e.g. when facts came. */
  drawn: number;
  /** What the filter field holds. */
  filter: string;
  /** The text that the list is filtered by now: it follows `filter` within a moment. */
  applied: string;
  /** A row to bring into view as soon as it is there. */
  revealing: string | null;
}

/** The tree as it is shown. Changed through the functions of this folder alone. */
export const useTree = create<TreeState>(() => ({
  flat: new FlatList([]),
  drawn: 0,
  filter: '',
  applied: '',
  revealing: null,
}));

const stores = new Map<StoreId, StoreData>();
const sorts = new Map<StoreId, Sort>();
const connecting = new Set<StoreId>();
let expanded = new Set<string>();
let results = new Map<StoreId, FilterResult>();
let filtering = new AbortController();

interface Sorted {
  revision: number;
  sort: Sort;
  order: Order;
  headings: readonly Heading[];
}
const sorted = new Map<StoreId, Sorted>();

/** What is known of a store; made on first use. */
export function dataOf(store: StoreId): StoreData {
  let data = stores.get(store);
  if (!data) {
    data = newStoreData(store);
    stores.set(store, data);
  }
  return data;
}

/** Drops what is known of stores that are closed or forgotten. */
export function dropData(open: ReadonlySet<StoreId>): void {
  for (const id of stores.keys()) if (!open.has(id)) stores.delete(id);
}

export function isExpanded(id: string): boolean {
  return expanded.has(id);
}

export function expandedRows(): ReadonlySet<string> {
  return expanded;
}

export function setExpanded(ids: Iterable<string>, open: boolean): void {
  for (const id of ids)
    if (open) expanded.add(id);
    else expanded.delete(id);
  rebuildSoon();
}

export function replaceExpanded(ids: Iterable<string>): void {
  expanded = new Set(ids);
  rebuildSoon();
}

export function setConnecting(store: StoreId, on: boolean): void {
  if (on) connecting.add(store);
  else connecting.delete(store);
  rebuildSoon();
}

/** The order that was chosen; without a choice the newest come first, where that needs no request a session. */
export function sortOf(store: StoreId): Sort {
  return sorts.get(store) ?? (storeById(store)?.listing === 'whole' ? 'newest-by-day' : 'store');
}

export function setSort(store: StoreId, sort: Sort): void {
  sorts.set(store, sort);
  useTree.setState({ revealing: rowId.section(store, 'sessions') });
  changed();
}

export function restoreSorts(kept: Record<StoreId, Sort>): void {
  for (const [store, sort] of Object.entries(kept)) sorts.set(store, sort);
}

export function allSorts(): Record<StoreId, Sort> {
  return Object.fromEntries(sorts);
}

/** Ids or contents changed: filter and list are made anew, soon. */
export function changed(): void {
  if (useTree.getState().filter.trim() === '') rebuildSoon();
  else void runFilter();
}

/** Facts came: rows are drawn again; where they decide the order, the list is made anew. */
export function factsChanged(data: StoreData): void {
  if (sortOf(data.id) !== 'store' || useTree.getState().filter.trim() !== '' || allFactsKnown(data))
    changed();
  else useTree.setState(({ drawn }) => ({ drawn: drawn + 1 }));
}

/** Filters by a text; the list follows within a moment. */
export function setFilter(filter: string): void {
  useTree.setState({ filter });
  void runFilter();
}

function sortedOf(data: StoreData): Sorted {
  data.ordered ||= allFactsKnown(data);
  const sort = data.ordered ? sortOf(data.id) : 'store';
  const before = sorted.get(data.id);
  if (before && before.revision === data.revision && before.sort === sort) return before;
  const order = orderByAge(data.ids, data.facts, sort);
  const inOrder =
    order && sort === 'newest-by-day' ? Array.from(order, (index) => data.ids[index] ?? '') : [];
  const made = { revision: data.revision, sort, order, headings: headings(inOrder, data.facts, Date.now()) };
  sorted.set(data.id, made);
  return made;
}

async function runFilter(): Promise<void> {
  filtering.abort();
  filtering = new AbortController();
  const { signal } = filtering;
  const { filter } = useTree.getState();
  const matches = matcher(filter);
  const found = new Map<StoreId, FilterResult>();
  for (const data of matches ? stores.values() : []) {
    const result = matches && (await filterSessions(data, sortedOf(data).order, matches, signal));
    if (!result) return;
    found.set(data.id, result);
  }
  if (signal.aborted) return;
  results = found;
  useTree.setState({ applied: filter });
  rebuild();
}

/** True while all facts of a small store are read for the first time, or about to be. */
function awaitsOrder(store: Store, data: StoreData): boolean {
  const reading = data.listing === 'loading' || data.listing === 'complete';
  const few = data.ids.length > 0 && data.ids.length <= smallStore;
  return !data.settled && reading && few && store.listing === 'whole' && sortOf(store.id) !== 'store';
}

function partOf(store: Store, filtered: boolean): StoreInTree {
  const data = dataOf(store.id);
  const base = sortedOf(data);
  const result = filtered ? results.get(store.id) : undefined;
  const setSize =
    data.listing === 'complete' || data.listing === 'loading' ? (data.total ?? data.ids.length) : -1;
  return {
    store,
    data,
    connecting: connecting.has(store.id),
    sessions: {
      waiting: !filtered && awaitsOrder(store, data),
      order: filtered ? (result?.order ?? new Int32Array()) : base.order,
      headings: filtered ? [] : [...base.headings, ...furtherOn(data)],
      byContents: result?.byContents ?? new Set(),
      setSize: result ? result.order.length : setSize,
    },
  };
}

/** What was found further on than was listed stands below a heading of its own. */
function furtherOn(data: StoreData): Heading[] {
  const place = listedCount(data);
  return place < data.ids.length ? [{ place, label: 'Found by id' }] : [];
}

let planned = false;

/** Makes the list anew, once for all that changes in this turn. */
export function rebuildSoon(): void {
  if (planned) return;
  planned = true;
  setTimeout(settleList, 0);
}

/** Makes the list anew at once if that is due: what acts on rows must not act on yesterday's. */
export function settleList(): void {
  if (planned) rebuild();
}

function rebuild(): void {
  planned = false;
  const { applied } = useTree.getState();
  const matches = matcher(applied);
  const known = useStores.getState().stores ?? [];
  const flat = buildTree(
    known.map((store) => partOf(store, matches !== null)),
    { isExpanded, matches },
  );
  useTree.setState(({ drawn }) => ({ flat, drawn: drawn + 1 }));
}
