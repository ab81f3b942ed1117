import { create } from 'zustand';
import type { Store, StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { onEvent, onReconnected } from '../client/events.ts';

interface StoresState {
  /** Open and remembered ones, in the order in which they were added. Null until main has answered. */
  stores: readonly Store[] | null;
  error: ErrorDescription | null;
}

/** The stores that main knows. */
export const useStores = create<StoresState>(() => ({ stores: null, error: null }));

/** Asks main again. */
export async function refreshStores(): Promise<void> {
  try {
    useStores.setState({ stores: await client.stores.list(), error: null });
  } catch (error) {
    useStores.setState({ error: describeError(error) });
  }
}

/** One store by its id, outside of React. */
export function storeById(id: StoreId | null): Store | null {
  return useStores.getState().stores?.find((store) => store.id === id) ?? null;
}

/** One store by its id. */
export function useStore(id: StoreId | null): Store | null {
  return useStores(({ stores }) => stores?.find((store) => store.id === id) ?? null);
}

/** Fetches the stores, and again whenever main says that they changed. Called once. */
export async function followStores(): Promise<void> {
  onEvent('stores', () => void refreshStores());
  onReconnected(() => void refreshStores());
  await refreshStores();
}
