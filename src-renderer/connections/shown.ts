import type { Store, StoreColour } from '#shared/model/store.ts';

/** How a connection shows in the list, and is opened, as its form has it. */
export interface Shown {
  name: string;
  folder: string;
  colour: StoreColour | null;
  readOnly: boolean;
}

/** What was chosen for a store: that its credentials may not write is seen of it, and not chosen. */
export function shownOf(store: Pick<Store, 'name' | 'folder' | 'colour' | 'readOnlyReason'>): Shown {
  const { name, folder, colour, readOnlyReason } = store;
  return { name, folder, colour, readOnly: readOnlyReason === 'chosen' };
}
