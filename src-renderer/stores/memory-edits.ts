import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { onEvent, onReconnected } from '../client/events.ts';
import { storeById, useStores } from './stores.ts';

/** Open stores in memory in which edits were saved: those are gone when the store or the app closes. */
export const useMemoryEdits = create<{ stores: ReadonlySet<StoreId> }>(() => ({ stores: new Set() }));

const isOpenInMemory = (id: StoreId) => {
  const store = storeById(id);
  return store?.state === 'open' && store.location.kind === 'memory';
};

async function look(id: StoreId): Promise<void> {
  if (!isOpenInMemory(id) || useMemoryEdits.getState().stores.has(id)) return;
  try {
    const { edits } = await client.edits.list({ store: id, cursor: null, limit: 1 });
    if (edits.length > 0) useMemoryEdits.setState(({ stores }) => ({ stores: new Set(stores).add(id) }));
  } catch {
    // Main is gone, and what is in memory with it.
  }
}

function lookAtAll(): void {
  useMemoryEdits.setState(({ stores }) => {
    const open = [...stores].filter(isOpenInMemory);
    return open.length === stores.size ? {} : { stores: new Set(open) };
  });
  for (const { id } of useStores.getState().stores ?? []) void look(id);
}

/** Keeps up with what is saved in stores in memory. Called once. */
export function followMemoryEdits(): void {
  lookAtAll();
  useStores.subscribe(lookAtAll);
  onEvent('edits', ({ store }) => void look(store));
  onReconnected(lookAtAll);
}
