import { create } from 'zustand';
import type { Store, StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { copyText } from '../shell/clipboard.ts';
import { mayCloseStore } from '../shell/dirty.ts';
import { say, unsay } from '../shell/said.ts';
import { tabsOfStore } from '../shell/store-tabs.ts';
import { dropTabs } from '../shell/tabs.ts';
import { refreshStores, storeById } from './stores.ts';

interface ConnectingState {
  /** How to stop, by the store that is being connected. */
  connecting: ReadonlyMap<StoreId, AbortController>;
}

/** Which remembered stores are being connected right now. */
export const useConnecting = create<ConnectingState>(() => ({ connecting: new Map() }));

function setConnecting(id: StoreId, controller: AbortController | null): void {
  useConnecting.setState(({ connecting }) => {
    const next = new Map(connecting);
    if (controller) next.set(id, controller);
    else next.delete(id);
    return { connecting: next };
  });
}

/**
 * Opens a remembered store. Answers whether it is open; why it is not stands in the store's `problem`, so the
 * caller need not say it.
 */
export async function connectStore(id: StoreId): Promise<boolean> {
  if (useConnecting.getState().connecting.has(id)) return false;
  const controller = new AbortController();
  setConnecting(id, controller);
  try {
    await client.stores.connect({ store: id }, { signal: controller.signal });
    return true;
  } catch (error) {
    const { cancelled, message } = describeError(error, controller.signal);
    await refreshStores();
    if (!cancelled && !storeById(id)?.problem) say({ kind: 'error', text: message });
    return false;
  } finally {
    setConnecting(id, null);
    await refreshStores();
  }
}

/** Stops waiting for a store that does not answer. */
export function stopConnecting(id: StoreId): void {
  useConnecting.getState().connecting.get(id)?.abort();
}

/** Does one thing to a store in main, and says so if it fails. Answers whether it was done. */
async function tell(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    say({ kind: 'error', text: describeError(error).message });
    return false;
  } finally {
    await refreshStores();
  }
}

/** Closes a store and its tabs, after asking about edits that would be lost. It stays in the list. */
export async function closeStore(id: StoreId): Promise<boolean> {
  const tabs = tabsOfStore(id);
  if (!(await mayCloseStore(id, tabs))) return false;
  if (!(await tell(client.stores.close({ store: id })))) return false;
  dropTabs(tabs);
  // What was said was about this store, most likely, and can no longer be undone.
  unsay();
  return true;
}

/** Lets a store be written to, or not. Main enforces it. */
export function setReadOnly(id: StoreId, readOnly: boolean): Promise<boolean> {
  return tell(client.stores.setReadOnly({ store: id, readOnly }));
}

/** Gives a store another name in this app. Rejects with what went wrong, for the dialog that asks for it. */
export async function renameStore(id: StoreId, name: string): Promise<void> {
  await client.stores.rename({ store: id, name });
  await refreshStores();
}

/** Copies where a store lies: its path, or its `s3://` address. */
export function copyPlace(store: Store): Promise<boolean> {
  return copyText(store.place);
}

/** Shows a store's folder, or something in it, in the system's file manager. */
export function revealInFolder(id: StoreId, key = ''): Promise<boolean> {
  return tell(client.host.reveal({ store: id, key }));
}
