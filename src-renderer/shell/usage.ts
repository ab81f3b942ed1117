import { create } from 'zustand';
import type { StoreId, Usage } from '#shared/model/store.ts';
import { onEvent } from '../client/events.ts';

/** Requests made per store since it was opened, as main reports them. */
export const useUsage = create<{ usage: Readonly<Record<StoreId, Usage>> }>(() => ({ usage: {} }));

/** Listens to main's reports. Called once. */
export function followUsage(): void {
  onEvent('usage', ({ store, usage }) =>
    useUsage.setState((state) => ({ usage: { ...state.usage, [store]: usage } })),
  );
}
