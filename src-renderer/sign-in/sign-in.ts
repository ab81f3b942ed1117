import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { say } from '../shell/said.ts';
import { refreshStores, storeById, useStores } from '../stores/stores.ts';
import { awaitOthers, hasGoneOn, letGoOn, resumeIfReplaced } from './resume.ts';

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
 * Signs in to an open store; main asks for what that takes. Saves that were refused for it go on by themselves then,
 * if that gave other credentials. What goes wrong is said, unless it was given up.
 */
export async function signIn(store: StoreId): Promise<void> {
  letGoOn(store);
  await signInOnce(store);
}

async function signInOnce(store: StoreId): Promise<void> {
  if (useSigningIn.getState().stores.has(store)) return;
  awaitOthers(store);
  setSigningIn(store, true);
  try {
    await client.signIn.start({ store });
  } catch (error) {
    const { cancelled, message } = describeError(error);
    if (!cancelled) say({ kind: 'error', text: message });
  } finally {
    setSigningIn(store, false);
    await refreshStores();
  }
}

/**
 * A save was refused because somebody has to sign in: where somebody can be asked, they are. A save that has gone on
 * by itself and was refused once more is left to whoever looks at it.
 */
export function signInToSave(file: { store: StoreId; key: string }): void {
  if (hasGoneOn(file)) return;
  awaitOthers(file.store);
  const { asks = 'nothing', state } = storeById(file.store)?.signIn ?? {};
  // Where it could not be renewed yet, nobody can be asked for what is missing.
  if (asks !== 'nothing' && state !== 'overdue') void signInOnce(file.store);
}

/** Lets work go on when a store is signed in to again, by whoever: here, in another window, or for another store. */
export function followSignIns(): void {
  useStores.subscribe((now, before) => {
    if (now.stores === before.stores) return;
    for (const store of now.stores ?? []) {
      if (store.signIn?.state === 'good') resumeIfReplaced(store);
      else awaitOthers(store.id);
    }
  });
}
