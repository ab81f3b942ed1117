import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import type { TabRef } from './tab-ref.ts';

/** What the inspector is about: a thing that opens as a tab, or a row of the tree that does not. */
export type Selected =
  | TabRef
  | { kind: 'store'; store: StoreId }
  | { kind: 'workflow'; store: StoreId; session: string; workflow: string };

/** What was selected last, in the tree or by activating a tab. */
export const useSelection = create<{ selected: Selected | null }>(() => ({ selected: null }));

export function select(selected: Selected | null): void {
  useSelection.setState({ selected });
}
