import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import type { Spot } from './list.ts';

interface ListState {
  filter: string;
  /** The connection that keys act on. */
  cursor: StoreId | null;
  /** The connection that is dragged. */
  dragged: StoreId | null;
  /** Where it would go now. */
  mark: Spot | null;
  /** The connection for which a new group is being named. */
  grouping: StoreId | null;
  /** The tab of a form beside which the tree is to be seen, and not this list. */
  treeBeside: string | null;
  /** Which dialog is open. */
  dialog: 'import' | 'export' | null;
}

/** How the list of connections is looked at. */
export const useList = create<ListState>(() => ({
  filter: '',
  cursor: null,
  dragged: null,
  mark: null,
  grouping: null,
  treeBeside: null,
  dialog: null,
}));
