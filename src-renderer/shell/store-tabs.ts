import { storeOf, type TabRef } from './tab-ref.ts';
import { useTabs } from './tabs.ts';

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
