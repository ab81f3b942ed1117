import type { FlatList } from './flat-list.ts';

/** Height of nearly all rows, in px. */
export const rowHeight = 24;
/** A store's row has air above it, but for the first. */
export const storeHeight = 36;

export function heightOf(flat: FlatList, index: number): number {
  return index > 0 && flat.storeRows.has(index) ? storeHeight : rowHeight;
}

/** Where a row starts, in px from the top of the list. */
export function topOf(flat: FlatList, index: number): number {
  let tall = 0;
  for (const store of flat.storeRows) if (store > 0 && store < index) tall += 1;
  return index * rowHeight + tall * (storeHeight - rowHeight);
}

/** The row at a height of the list. */
export function indexAt(flat: FlatList, top: number): number {
  let index = Math.min(flat.length - 1, Math.floor(top / rowHeight));
  while (index > 0 && topOf(flat, index) > top) index -= 1;
  return index;
}

/** What is at the top of the view: a row, and how far into it. */
export interface Anchor {
  id: string;
  /** In px. */
  into: number;
}

/** The anchor of a view; null at the very top, where what is new should be seen. */
export function anchorAt(flat: FlatList, scrollTop: number): Anchor | null {
  if (scrollTop <= 0) return null;
  const index = indexAt(flat, scrollTop);
  const row = flat.at(index);
  return row ? { id: row.id, into: scrollTop - topOf(flat, index) } : null;
}

/** How far to scroll so that the anchor is at the top again; null where its row is gone. */
export function scrollFor(flat: FlatList, anchor: Anchor): number | null {
  const index = flat.indexOf(anchor.id);
  return index < 0 ? null : topOf(flat, index) + anchor.into;
}
