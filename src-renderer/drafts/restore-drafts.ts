import { holdBehind } from '../documents/documents.ts';
import { tabOfKey } from '../shell/tab-of-key.ts';
import { tabId } from '../shell/tab-ref.ts';
import { useTabs } from '../shell/tabs.ts';
import { useStores } from '../stores/stores.ts';
import { useDrafts } from './drafts-list.ts';

/** Opens, behind their tabs, the files that edits are kept of and nobody else holds. */
function restore(): void {
  const open = new Set(
    useStores
      .getState()
      .stores?.filter(({ state }) => state === 'open')
      .map(({ id }) => id),
  );
  const shown = new Set(useTabs.getState().tabs.map(({ id }) => id));
  for (const { store, key, owner } of useDrafts.getState().drafts ?? []) {
    if (owner === 'other' || !open.has(store)) continue;
    const tabs = [tabOfKey(store, key), { kind: 'file' as const, store, key }].map(tabId);
    for (const tab of tabs) {
      if (!shown.has(tab)) continue;
      const document = holdBehind(store, key, tab);
      if (document.state.getState().phase === 'loading') void document.load();
    }
  }
}

/** Brings what was not saved back into its tabs, at the start and whenever a store is opened. Called once. */
export function restoreDrafts(): void {
  useDrafts.subscribe(restore);
  useStores.subscribe(restore);
}
