import { useStores } from '../stores/stores.ts';
import { storeOf, type TabRef } from './tab-ref.ts';
import { dropTabs, useTabs } from './tabs.ts';

/** Ids of the open tabs whose thing fits. */
export function tabsWhere(fits: (ref: TabRef) => boolean): string[] {
  return useTabs
    .getState()
    .tabs.filter((tab) => fits(tab.ref))
    .map((tab) => tab.id);
}

/** Ids of the open tabs that show something of a store. */
export function tabsOfStore(store: string): string[] {
  return tabsWhere((ref) => ref.kind !== 'connect' && storeOf(ref) === store);
}

/** Closes tabs of stores that are gone for good, e.g. those that were in memory. Does nothing while none are known. */
export function dropTabsOfUnknownStores(): void {
  const { stores } = useStores.getState();
  if (!stores) return;
  const known = new Set(stores.map(({ id }) => id));
  dropTabs(tabsWhere((ref) => !known.has(storeOf(ref) ?? '') && storeOf(ref) !== null));
}
