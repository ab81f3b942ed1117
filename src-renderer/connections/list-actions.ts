import type { Store, StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { mayCloseStore } from '../shell/dirty.ts';
import { focusRegion } from '../shell/regions.ts';
import { say } from '../shell/said.ts';
import { select } from '../shell/selection.ts';
import { tabsWhere } from '../shell/store-tabs.ts';
import { storeOf } from '../shell/tab-ref.ts';
import { activeTab, dropTabs, openTab, useTabs } from '../shell/tabs.ts';
import { connectStore } from '../stores/actions.ts';
import { refreshStores, storeById, useStores } from '../stores/stores.ts';
import { moved, neighbourOf, type Order, type Spot } from './list.ts';
import { useList } from './list-state.ts';

/** Does one thing to the list in main, and says so if it fails. Answers what came of it. */
async function change<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    say({ kind: 'error', text: describeError(error).message });
    return null;
  } finally {
    await refreshStores();
  }
}

/** Shows the form of a connection; a glance at it gives way to the next one. */
export function showConnection(store: StoreId, { preview = true } = {}): void {
  useList.setState({ cursor: store, treeBeside: null });
  openTab({ kind: 'connect', store }, { preview });
}

/** Adds a connection like another one, and shows its form. */
export async function duplicateConnection(store: StoreId): Promise<void> {
  const copy = await change(client.connections.duplicate({ store }));
  if (copy) showConnection(copy.id, { preview: false });
}

/** Takes a connection from the list, with its tabs and its kept keys, and offers to put it back. */
export async function removeConnection(store: StoreId): Promise<boolean> {
  const tabs = tabsWhere((ref) => storeOf(ref) === store);
  if (!(await mayCloseStore(store, tabs))) return false;
  const removed = storeById(store);
  const next = neighbourOf(useStores.getState().stores ?? [], store, useList.getState().filter);
  const shown = activeTab()?.ref;
  const done = await change(client.stores.forget({ store }).then(() => true));
  if (!done) return false;
  if (useList.getState().cursor === store) useList.setState({ cursor: next?.id ?? null });
  // The list stays where it was looked at: whatever tab is beside the form would take its place.
  if (shown?.kind === 'connect' && shown.store === store) {
    if (next) showConnection(next.id);
    else openConnections(null);
    requestAnimationFrame(() => focusRegion('sidebar'));
  }
  dropTabs(tabs);
  const text = `“${removed?.name ?? ''}” was taken from the list. Its data was not touched.`;
  const undo = { label: 'Undo', run: () => void change(client.connections.restore({ store })) };
  const lasting = removed !== null && removed.location.kind !== 'memory';
  say(lasting ? { kind: 'undo', text, actions: [undo] } : { kind: 'info', text });
  return true;
}

/** Puts the list into another order; null leaves it as it is. */
export async function arrange(order: Order | null): Promise<void> {
  if (order) await change(client.connections.arrange({ order }));
}

/** Puts a connection elsewhere in the list. */
export function putAt(store: StoreId, spot: Spot): Promise<void> {
  return arrange(moved(useStores.getState().stores ?? [], store, spot));
}

/** Connects and shows the store in the tree; what goes wrong stands in its row, and its form is shown. */
export async function connectFromList(store: Store): Promise<void> {
  if (store.state !== 'open' && !(await connectStore(store.id))) return showConnection(store.id);
  leadTo(store.id);
}

/** Leads to an open store in the tree. */
export function leadTo(store: StoreId): void {
  showStores();
  select({ kind: 'store', store });
}

/** Shows the tree beside the form that is open. */
export function showStores(): void {
  useList.setState({ treeBeside: useTabs.getState().active });
}

/** Shows the list of connections, and the form of one of them, or a new one. */
export function openConnections(store: StoreId | null): void {
  useList.setState({ treeBeside: null });
  openTab(store === null ? { kind: 'connect' } : { kind: 'connect', store });
}
