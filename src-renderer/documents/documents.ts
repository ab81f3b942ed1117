import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { appDrafts } from '../drafts/draft-source.ts';
import { markSaved, markUnsaved } from '../shell/dirty.ts';
import { nameOfKey } from '../shell/names.ts';
import { keepTab, useTabs } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';
import type { DocumentState } from './document-state.ts';
import { OpenDocument } from './open-document.ts';
import { appSource } from './source.ts';

interface Held {
  document: OpenDocument;
  /** Tabs that show it, on top or not. */
  tabs: Set<string>;
  /** Views on the screen. */
  views: number;
}

const held = new Map<string, Held>();
/** Documents that are being closed and still write down what was typed. */
const closing = new Map<string, Promise<unknown>>();
const idOf = (store: StoreId, key: string) => `${store}\n${key}`;

const loadBuffers = async () => (await import('./monaco-buffer.ts')).createMonacoBuffer;

/** Whether edits of a store are good for anything once the app has ended. */
const outlives = (store: StoreId) => storeById(store)?.location.kind !== 'memory';

function reportEdits({ document, tabs }: Held): void {
  const { store, key } = document;
  if (!document.state.getState().dirty || tabs.size === 0) {
    markSaved(store, key);
    return;
  }
  // A glance that is edited is one no more.
  for (const tab of tabs) keepTab(tab);
  markUnsaved({
    tabs: [...tabs],
    store,
    key,
    name: nameOfKey(key),
    save: () => document.save(),
    discard: () => document.discard(),
    lasting: document.state.getState().draft.kept && outlives(store),
    isKept: () => document.draft.isKept(),
    keep: async () => (await document.draft.flush()) && outlives(store),
  });
}

/** Enters a document, so that all who open its file get the same one. */
function enter(document: OpenDocument): Held {
  const entry: Held = { document, tabs: new Set(), views: 0 };
  held.set(idOf(document.store, document.key), entry);
  return entry;
}

/** The document of a file: the one that is open already, or a new one. */
export function documentAt(store: StoreId, key: string): OpenDocument {
  const existing = held.get(idOf(store, key));
  if (existing) return existing.document;
  const after = closing.get(idOf(store, key));
  const document = new OpenDocument(store, key, { source: appSource, drafts: appDrafts, loadBuffers, after });
  document.state.subscribe((now, before) => {
    const entry = held.get(idOf(store, key));
    const told = now.dirty !== before.dirty || (now.dirty && now.draft.kept !== before.draft.kept);
    if (told && entry?.document === document) reportEdits(entry);
  });
  return enter(document).document;
}

/** The document of a file, held by a tab that may not be on the screen yet. */
export function holdBehind(store: StoreId, key: string, tab: string): OpenDocument {
  const document = documentAt(store, key);
  const entry = held.get(idOf(store, key));
  if (entry && !entry.tabs.has(tab)) {
    entry.tabs.add(tab);
    reportEdits(entry);
  }
  return document;
}

/** Every open document, or those that a tab shows. */
export function openDocuments(tab?: string): OpenDocument[] {
  return [...held.values()]
    .filter(({ tabs }) => tab === undefined || tabs.has(tab))
    .map(({ document }) => document);
}

function releaseUnused(): void {
  for (const [id, entry] of held) {
    if (entry.tabs.size > 0 || entry.views > 0) continue;
    held.delete(id);
    markSaved(entry.document.store, entry.document.key);
    close(id, entry.document);
  }
}

function close(id: string, document: OpenDocument): void {
  const ended = Promise.allSettled([closing.get(id), document.dispose()]).then(() => {
    if (closing.get(id) === ended) closing.delete(id);
  });
  closing.set(id, ended);
}

/** Frees documents whose last tab is closed, after their editors have left the screen. */
function followTabs(): void {
  useTabs.subscribe(({ tabs }, before) => {
    if (tabs === before.tabs) return;
    const ids = new Set(tabs.map((tab) => tab.id));
    for (const entry of held.values()) {
      const kept = new Set([...entry.tabs].filter((tab) => ids.has(tab)));
      if (kept.size === entry.tabs.size) continue;
      entry.tabs = kept;
      reportEdits(entry);
    }
    setTimeout(releaseUnused);
  });
}
followTabs();

function hold(document: OpenDocument, tab: string): () => void {
  const known = held.get(idOf(document.store, document.key));
  const entry = known?.document === document ? known : enter(document);
  entry.views += 1;
  entry.tabs.add(tab);
  if (document.state.getState().dirty) reportEdits(entry);
  if (document.state.getState().phase === 'loading') void document.load();
  return () => {
    entry.views -= 1;
    setTimeout(releaseUnused);
  };
}

/** The document of a file, read when first shown and kept, with undo, for as long as the tab is open. */
export function useDocument(store: StoreId, key: string, tab: string): OpenDocument {
  const document = useMemo(() => documentAt(store, key), [store, key]);
  useEffect(() => hold(document, tab), [document, tab]);
  return document;
}

/** What of a document's state a view shows. */
export function useDocumentState<T>(document: OpenDocument, select: (state: DocumentState) => T): T {
  return useStore(document.state, select);
}
