import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { say } from '../shell/said.ts';
import { refreshStores, storeById, useStores } from '../stores/stores.ts';
import { resume } from './resume.ts';

/** Stores that are being signed in to from this window. */
export const useSigningIn = create<{ stores: ReadonlySet<StoreId> }>(() => ({ stores: new Set() }));

function setSigningIn(store: StoreId, running: boolean): void {
  useSigningIn.setState(({ stores }) => {
    const next = new Set(stores);
    if (running) next.add(store);
    else next.delete(store);
    return { stores: next };
  });
}

/**
 * Signs in to an open store; main asks for what that takes. Saves that were refused for it go on by themselves then.
 * What goes wrong is said, unless it was given up.
 */
export async function signIn(store: StoreId): Promise<void> {
  if (useSigningIn.getState().stores.has(store)) return;
  setSigningIn(store, true);
  try {
    await client.signIn.start({ store });
    resume(store);
  } catch (error) {
    const { cancelled, message } = describeError(error);
    if (!cancelled) say({ kind: 'error', text: message });
  } finally {
    setSigningIn(store, false);
    await refreshStores();
  }
}

/** A save was refused because somebody has to sign in: where somebody can be asked, they are. */
export function signInToSave(store: StoreId): void {
  const asks = storeById(store)?.signIn?.asks;
  if (asks !== undefined && asks !== 'nothing') void signIn(store);
}

/** Lets saves go on when a store is signed in to again, by whoever: another window, or another store of the same account. */
export function followSignIns(): void {
  useStores.subscribe((now, before) => {
    if (now.stores === before.stores) return;
    for (const { id, signIn: is } of now.stores ?? []) {
      const was = before.stores?.find((store) => store.id === id)?.signIn;
      if (is?.state === 'good' && was && was.state !== 'good') resume(id);
    }
  });
}
