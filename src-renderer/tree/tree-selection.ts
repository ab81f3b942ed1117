import { create } from 'zustand';
import { select } from '../shell/selection.ts';
import { selectionOf, type TreeItem } from './item.ts';
import type { Row } from './rows.ts';
import { noSelection, type RowSelection } from './selection.ts';
import { useTree } from './tree-store.ts';

/** Which rows of the tree are selected. */
export const useRowSelection = create<RowSelection>(() => noSelection);

/** What a row stands for; null for messages and headings. */
export function itemOf(row: Row | undefined): TreeItem | null {
  return row && 'item' in row ? row.item : null;
}

/** The row with the focus. */
export function cursorRow(): Row | undefined {
  const { cursor } = useRowSelection.getState();
  const { flat } = useTree.getState();
  return cursor === null ? undefined : flat.at(flat.indexOf(cursor));
}

/** What the selected rows stand for, in order; the focused one's where none is selected. */
export function selectedItems(): TreeItem[] {
  const { selected } = useRowSelection.getState();
  const { flat } = useTree.getState();
  const indexes = [...selected].map((id) => flat.indexOf(id)).filter((index) => index >= 0);
  const rows = indexes.sort((a, b) => a - b).map((index) => flat.at(index));
  const items = (rows.length > 0 ? rows : [cursorRow()]).map(itemOf);
  return items.filter((item) => item !== null);
}

/** Changes the selection, and tells the inspector. */
export function setSelection(selection: RowSelection): void {
  useRowSelection.setState(selection);
  const item = itemOf(cursorRow());
  if (item) select(selectionOf(item));
}
