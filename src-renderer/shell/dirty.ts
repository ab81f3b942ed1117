import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { onReconnected } from '../client/events.ts';

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
  /** Drops the edits. */
  discard: () => void;
}

interface DirtyState {
  /** By store and key. */
  unsaved: ReadonlyMap<string, Unsaved>;
  /** Asked before tabs close; null while nothing is asked. */
  question: { documents: readonly Unsaved[]; answer: (close: boolean) => void } | null;
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

/** True while a file holds unsaved edits. */
export function useIsUnsaved(store: StoreId, key: string | null | undefined): boolean {
  return useDirty(({ unsaved }) => key != null && unsaved.has(idOf(store, key)));
}

/** True while a tab holds unsaved edits. */
export function useIsDirty(tab: string): boolean {
  return useDirty(({ unsaved }) => [...unsaved.values()].some((entry) => entry.tabs.includes(tab)));
}

/** Resolves to whether the tabs may close; asks the user where edits would go with them. All tabs where none is named. */
export function mayClose(tabs?: readonly string[]): Promise<boolean> {
  const documents = [...useDirty.getState().unsaved.values()].filter(
    (entry) => !tabs || entry.tabs.every((tab) => tabs.includes(tab)),
  );
  if (documents.length === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    useDirty.getState().question?.answer(false);
    const answer = (close: boolean) => {
      useDirty.setState({ question: null });
      resolve(close);
    };
    useDirty.setState({ question: { documents, answer } });
  });
}

/** Tells the host how many documents are unsaved, so that closing asks; and the browser, which asks by itself. */
export function reportUnsaved(): void {
  const report = () => {
    client.app.setUnsaved({ count: useDirty.getState().unsaved.size }).catch(() => undefined);
  };
  useDirty.subscribe((now, before) => {
    if (now.unsaved.size !== before.unsaved.size) report();
  });
  onReconnected(report);
  window.addEventListener('beforeunload', (event) => {
    if (useDirty.getState().unsaved.size > 0) event.preventDefault();
  });
}
