import { create } from 'zustand';
import { markSaved, markUnsaved } from '../shell/dirty.ts';
import { keepTab, useTabs } from '../shell/tabs.ts';
import { forgetForm } from './form-ids.ts';

/** What is typed and not saved, by tab: it is there again when the tab is. Keys are not among it. */
const useEdited = create<{ forms: ReadonlyMap<string, unknown> }>(() => ({ forms: new Map() }));

/** The only place of these entries in what asks before something closes: they belong to no store. */
const noStore = '';

function put(tabId: string, form: unknown): void {
  useEdited.setState(({ forms }) => {
    const next = new Map(forms);
    if (form === undefined) next.delete(tabId);
    else next.set(tabId, form);
    return { forms: next };
  });
}

/** Forgets what was typed in a tab: it is saved, or given up. */
export function dropEdits(tabId: string): void {
  put(tabId, undefined);
  markSaved(noStore, tabId);
  forgetForm(tabId);
}

// A tab that went without asking takes its form along.
useTabs.subscribe(({ tabs }) => {
  for (const tabId of useEdited.getState().forms.keys())
    if (!tabs.some(({ id }) => id === tabId)) dropEdits(tabId);
});

/**
 * A form that a tab shows: as it is typed, else as it is saved. `save` is what is done before the tab closes; what it
 * answers says whether it was.
 */
export function useForm<T extends object>(tabId: string, saved: T, save: (form: T) => Promise<boolean>) {
  const form = useEdited(({ forms }) => forms.get(tabId) as T | undefined) ?? saved;
  const isSame = (next: T) => JSON.stringify(next) === JSON.stringify(saved);
  const change = (next: T, name: string) => {
    if (isSame(next)) return dropEdits(tabId);
    put(tabId, next);
    keepTab(tabId);
    markUnsaved({
      tabs: [tabId],
      store: noStore,
      key: tabId,
      name,
      form: true,
      save: () => save(next),
      discard: async () => dropEdits(tabId),
      lasting: false,
      isKept: () => false,
      keep: async () => false,
    });
  };
  /** As it stands now, however long ago it was drawn; null where nothing is typed any more. */
  const now = () => (useEdited.getState().forms.get(tabId) as T | undefined) ?? null;
  return { form, change, now, edited: !isSame(form) };
}
