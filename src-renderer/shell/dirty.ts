import { create } from 'zustand';
import { client } from '../client/client.ts';
import { onReconnected } from '../client/events.ts';

/** One document with unsaved edits. */
export interface Unsaved {
  /** The tab that shows it. */
  tab: string;
  /** Its file's name, for questions. */
  name: string;
  /** Saves it; false when it could not be saved, which the document then says in its place. */
  save: () => Promise<boolean>;
  /** Drops the edits. */
  discard: () => void;
}

interface DirtyState {
  /** By an id of the document's own, e.g. store and key. */
  unsaved: ReadonlyMap<string, Unsaved>;
  /** Asked before tabs close; null while nothing is asked. */
  question: { documents: readonly Unsaved[]; answer: (close: boolean) => void } | null;
}

/** Which documents hold unsaved edits. Documents enter and leave by `setUnsaved`. */
export const useDirty = create<DirtyState>(() => ({ unsaved: new Map(), question: null }));

/** Enters a document with unsaved edits, or takes it out (null). */
export function setUnsaved(id: string, entry: Unsaved | null): void {
  useDirty.setState(({ unsaved }) => {
    if (!entry && !unsaved.has(id)) return {};
    const next = new Map(unsaved);
    if (entry) next.set(id, entry);
    else next.delete(id);
    return { unsaved: next };
  });
}

/** True while a tab holds unsaved edits. */
export function useIsDirty(tab: string): boolean {
  return useDirty(({ unsaved }) => [...unsaved.values()].some((entry) => entry.tab === tab));
}

/** Resolves to whether the tabs may close; asks the user where one holds unsaved edits. All tabs where none is named. */
export function mayClose(tabs?: readonly string[]): Promise<boolean> {
  const documents = [...useDirty.getState().unsaved.values()].filter(
    (entry) => !tabs || tabs.includes(entry.tab),
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
