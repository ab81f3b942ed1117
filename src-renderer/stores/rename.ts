import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';

/** The store whose new name is being asked for. */
export const useRenaming = create<{ store: StoreId | null }>(() => ({ store: null }));

/** Asks for another name for a store. */
export function askStoreName(store: StoreId): void {
  useRenaming.setState({ store });
}

export function stopAsking(): void {
  useRenaming.setState({ store: null });
}
