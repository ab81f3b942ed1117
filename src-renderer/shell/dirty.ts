import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { useConnection } from '../client/connection.ts';
import { onReconnected } from '../client/events.ts';
import { draftsOf, useDrafts } from '../drafts/drafts-list.ts';
import { useMemoryEdits } from '../stores/memory-edits.ts';
import { storeById } from '../stores/stores.ts';

/** One document with unsaved edits. */
export interface Unsaved {
  /** The tabs that show it. */
  tabs: readonly string[];
  store: StoreId;
  key: string;
  /** Its file's name, for questions. */
  name: string;
  /** Of a form: what is typed in it is in no history. */
  form?: true;
  /** Saves it; false when it could not be saved, which the document then says in its place. */
  save: () => Promise<boolean>;
  /** Drops the edits; their text stays in the file's history. */
  discard: () => Promise<void>;
  /** Whether the edits are kept where they outlive the window: on disk, and of a store that is there again later. */
  lasting: boolean;
  /** Whether all that is typed is on disk. */
  isKept: () => boolean;
  /** Writes down at once what is not on disk yet; answers whether the edits outlive the window. */
  keep: () => Promise<boolean>;
}

/**
 * Why it is asked: edits go with a tab because the user closes it, or would be lost with a store in memory, or with the
 * window.
 */
export type Leaving = 'tabs' | 'memory' | 'window';

/** What is asked before something closes. */
export interface Question {
  leaving: Leaving;
  /** Documents whose edits go with it. */
  documents: readonly Unsaved[];
  /** Names of stores in memory that go with it, and what was saved in them too. */
  memory: readonly string[];
  answer: (close: boolean) => void;
}

interface DirtyState {
  /** By store and key. */
  unsaved: ReadonlyMap<string, Unsaved>;
  /** Null while nothing is asked. */
  question: Question | null;
}

/** Which documents hold unsaved edits. Documents enter by `markUnsaved` and leave by `markSaved`. */
export const useDirty = create<DirtyState>(() => ({ unsaved: new Map(), question: null }));

const idOf = (store: StoreId, key: string) => `${store}\n${key}`;

/** Enters a document with unsaved edits. */
export function markUnsaved(entry: Unsaved): void {
  useDirty.setState(({ unsaved }) => ({
    unsaved: new Map(unsaved).set(idOf(entry.store, entry.key), entry),
  }));
}

/** Takes a document out: it is saved, or its edits are dropped. */
export function markSaved(store: StoreId, key: string): void {
  useDirty.setState(({ unsaved }) => {
    const next = new Map(unsaved);
    return next.delete(idOf(store, key)) ? { unsaved: next } : {};
  });
}

/** True while a file holds unsaved edits in this window. */
export function useIsUnsaved(store: StoreId, key: string | null | undefined): boolean {
  return useDirty(({ unsaved }) => key != null && unsaved.has(idOf(store, key)));
}

/** True while there are unsaved edits of a file, in whatever window, or kept from before. */
export function useIsEdited(store: StoreId, key: string | null | undefined): boolean {
  const here = useIsUnsaved(store, key);
  const kept = useDrafts(({ drafts }) => key != null && draftsOf(drafts, store, key).length > 0);
  return here || kept;
}

/** True while a tab holds unsaved edits. */
export function useIsDirty(tab: string): boolean {
  return useDirty(({ unsaved }) => [...unsaved.values()].some((entry) => entry.tabs.includes(tab)));
}

function ask(
  leaving: Leaving,
  documents: readonly Unsaved[],
  memory: readonly string[] = [],
): Promise<boolean> {
  if (documents.length + memory.length === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    useDirty.getState().question?.answer(false);
    const answer = (close: boolean) => {
      useDirty.setState({ question: null });
      resolve(close);
    };
    useDirty.setState({ question: { leaving, documents, memory, answer } });
  });
}

const isInMemory = (id: StoreId) => storeById(id)?.location.kind === 'memory';

/** Documents that no other tabs show. */
function unsavedIn(tabs: readonly string[]): Unsaved[] {
  return [...useDirty.getState().unsaved.values()].filter((entry) =>
    entry.tabs.every((tab) => tabs.includes(tab)),
  );
}

/** Resolves to whether the tabs may close; asks the user where unsaved edits go with them. */
export function mayClose(tabs: readonly string[]): Promise<boolean> {
  return ask('tabs', unsavedIn(tabs));
}

/**
 * Resolves to whether a store may close, and its tabs with it. Edits stay in their drafts; the user is asked about
 * those that cannot be kept, and about a store in memory in which something was typed.
 */
export async function mayCloseStore(id: StoreId, tabs: readonly string[]): Promise<boolean> {
  const unsaved = unsavedIn(tabs);
  if (!isInMemory(id)) return ask('window', await keepAll(unsaved));
  const edited = unsaved.length > 0 || useMemoryEdits.getState().stores.has(id);
  return ask('memory', unsaved, edited ? [storeById(id)?.name ?? id] : []);
}

/** In milliseconds: how long leaving waits for edits to be written down. */
const patience = 2000;

/** Writes edits down, within two seconds; answers those that would be lost. */
async function keepAll(
  all: readonly Unsaved[] = [...useDirty.getState().unsaved.values()],
): Promise<Unsaved[]> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, patience, false));
  const kept = await Promise.all(all.map(({ keep }) => Promise.race([keep().catch(() => false), late])));
  return all.filter((_, index) => !kept[index]);
}

/**
 * Resolves to whether the window may close: edits are kept, and the user is asked about those that cannot be, and
 * about stores in memory in which something was typed.
 */
export async function mayLeave(): Promise<boolean> {
  const lost = await keepAll();
  const stores = lost.map(({ store }) => store).filter(isInMemory);
  const memory = new Set([...useMemoryEdits.getState().stores, ...stores]);
  return ask(
    'window',
    lost.filter(({ store }) => !memory.has(store)),
    [...memory].map((id) => storeById(id)?.name ?? id),
  );
}

/** Writes down what is not on disk yet, before main ends. */
export async function keepEdits(): Promise<void> {
  await keepAll();
}

/** Tells the host of unsaved edits, so that closing writes them down or asks; and the browser, which asks by itself. */
export function reportUnsaved(): void {
  const counts = () => {
    const all = [...useDirty.getState().unsaved.values()];
    const saved = useMemoryEdits.getState().stores.size;
    const lost = all.filter(({ lasting }) => !lasting).length;
    return { count: all.length + saved, lost: lost + saved };
  };
  let told = { count: 0, lost: 0 };
  const report = () => {
    told = counts();
    client.app.setUnsaved(told).catch(() => undefined);
  };
  const reportNews = () => {
    const now = counts();
    if (now.count !== told.count || now.lost !== told.lost) report();
  };
  useDirty.subscribe(reportNews);
  useMemoryEdits.subscribe(reportNews);
  onReconnected(report);
  window.addEventListener('beforeunload', (event) => {
    const cutOff = useConnection.getState().state !== 'open';
    // What was saved in memory stays in main, which a reload does not end.
    const lost = counts().lost - useMemoryEdits.getState().stores.size;
    const waiting = [...useDirty.getState().unsaved.values()].some(({ isKept }) => !isKept());
    if (lost > 0 || (cutOff && waiting)) event.preventDefault();
  });
  // What is typed last is on its way before the page is gone.
  for (const event of ['beforeunload', 'pagehide', 'blur'])
    window.addEventListener(event, () => void keepAll());
}
