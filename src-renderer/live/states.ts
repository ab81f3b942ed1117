import { create } from 'zustand';
import type { LiveState } from '#shared/model/live.ts';
import type { StoreId } from '#shared/model/store.ts';

/** How each store is followed, as main says. */
export const useLive = create<{ states: Readonly<Record<StoreId, LiveState>> }>(() => ({ states: {} }));

export function liveState(store: StoreId): LiveState | undefined {
  return useLive.getState().states[store];
}

export function takeState(state: LiveState): void {
  useLive.setState(({ states }) => ({ states: { ...states, [state.store]: state } }));
}

/** True where main tells of all changes as they happen, so that nothing needs to be read again to be sure. */
export function isWatched(store: StoreId): boolean {
  const state = liveState(store);
  return state?.how === 'watched' && state.asOf !== null && !state.failing && !state.limited;
}
