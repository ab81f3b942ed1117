import type { Store } from '#shared/model/store.ts';
import { storeById, useStores } from '../stores/stores.ts';
import { useSelection } from './selection.ts';
import { storeOf } from './tab-ref.ts';
import { activeTab } from './tabs.ts';

/** The store that a command is about: of what is selected, else of the active tab, else the only one that is open. */
export function currentStore(): Store | null {
  const { selected } = useSelection.getState();
  const tab = activeTab();
  const named = (selected && 'store' in selected ? selected.store : null) ?? (tab && storeOf(tab.ref));
  if (named) return storeById(named);
  const open = useStores.getState().stores?.filter((store) => store.state === 'open') ?? [];
  return open.length === 1 ? (open[0] ?? null) : null;
}
