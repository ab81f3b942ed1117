import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { useConnection } from '../client/connection.ts';
import { onReconnected } from '../client/events.ts';
import { draftsOf, useDrafts } from '../drafts/drafts-list.ts';

/** One document with unsaved edits. */
export interface Unsaved {
  /** The tabs that show it. */
  tabs: readonly string[];
  store: StoreId;
  key: string;
  /** Its file's name, for questions. */
  name: string;
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

interface DirtyState {
  /** By store and key. */
  unsaved: ReadonlyMap<string, Unsaved>;
  /** Asked before tabs close; null while nothing is asked. */
  question: { leaving: Leaving; documents: readonly Unsaved[]; answer: (close: boolean) => void } | null;
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

function ask(leaving: Leaving, documents: readonly Unsaved[]): Promise<boolean> {
  if (documents.length === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    useDirty.getState().question?.answer(false);
    const answer = (close: boolean) => {
      useDirty.setState({ question: null });
      resolve(close);
    };
    useDirty.setState({ question: { leaving, documents, answer } });
  });
}

/** Resolves to whether the tabs may close; asks the user where unsaved edits go with them, or with their store. */
export function mayClose(tabs: readonly string[], leaving: 'tabs' | 'memory' = 'tabs'): Promise<boolean> {
  const documents = [...useDirty.getState().unsaved.values()].filter((entry) =>
    entry.tabs.every((tab) => tabs.includes(tab)),
  );
  return ask(leaving, documents);
}

/** In milliseconds: how long leaving waits for edits to be written down. */
const patience = 2000;

/** Writes all edits down, within two seconds; answers those that would be lost with the window. */
async function keepAll(): Promise<Unsaved[]> {
  const all = [...useDirty.getState().unsaved.values()];
  const late = new Promise<false>((resolve) => setTimeout(resolve, patience, false));
  const kept = await Promise.all(all.map(({ keep }) => Promise.race([keep().catch(() => false), late])));
  return all.filter((_, index) => !kept[index]);
}

/** Resolves to whether the window may close: edits are kept, and the user is asked about those that cannot be. */
export async function mayLeave(): Promise<boolean> {
  return ask('window', await keepAll());
}

/** Writes down what is not on disk yet, before main ends. */
export async function keepEdits(): Promise<void> {
  await keepAll();
}

/** Tells the host of unsaved edits, so that closing writes them down or asks; and the browser, which asks by itself. */
export function reportUnsaved(): void {
  const counts = () => {
    const all = [...useDirty.getState().unsaved.values()];
    return { count: all.length, lost: all.filter(({ lasting }) => !lasting).length };
  };
  let told = { count: 0, lost: 0 };
  const report = () => {
    told = counts();
    client.app.setUnsaved(told).catch(() => undefined);
  };
  useDirty.subscribe(() => {
    const now = counts();
    if (now.count !== told.count || now.lost !== told.lost) report();
  });
  onReconnected(report);
  window.addEventListener('beforeunload', (event) => {
    const cutOff = useConnection.getState().state !== 'open';
    const waiting = [...useDirty.getState().unsaved.values()].some(({ isKept }) => !isKept());
    if (counts().lost > 0 || (cutOff && waiting)) event.preventDefault();
  });
  // What is typed last is on its way before the page is gone.
  for (const event of ['beforeunload', 'pagehide', 'blur'])
    window.addEventListener(event, () => void keepAll());
}
