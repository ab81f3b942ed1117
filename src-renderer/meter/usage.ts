import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import type { Tally } from '#shared/model/usage.ts';
import { onEvent } from '../client/events.ts';

/** What each store has cost since the app was started, as main reports it. */
export const useUsage = create<{ totals: Readonly<Record<StoreId, Tally>> }>(() => ({ totals: {} }));

/** Listens to main's reports. Called once. */
export function followUsage(): void {
  onEvent('usage', ({ store, total }) =>
    useUsage.setState(({ totals }) => ({ totals: { ...totals, [store]: total } })),
  );
}
