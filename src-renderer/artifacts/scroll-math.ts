/**
 * Scrolling through more rows than a page can be high. Browsers cap an element's height at some 16 to 33
 * million px; a 60 MB file has more rows than that. So the height is capped, and the scroll bar stands for the
 * share of the way.
 */
const maxHeight = 8_000_000;

/** How many rows there are, how high each is and how high the place is that shows them, in px. */
export interface Extent {
  rows: number;
  rowHeight: number;
  viewport: number;
}

/** Height of the scrolled content, in px. */
export function contentHeight({ rows, rowHeight }: Extent): number {
  return Math.min(rows * rowHeight, maxHeight);
}

/** True where the scroll bar moves in larger steps than the rows. */
export function isScaled({ rows, rowHeight }: Extent): boolean {
  return rows * rowHeight > maxHeight;
}

/** The row (and part of one) at the top when scrolled to the end. */
export function lastTop({ rows, rowHeight, viewport }: Extent): number {
  return Math.max(0, rows - viewport / rowHeight);
}

/** A top row within what can be scrolled to. */
export function clampTop(top: number, extent: Extent): number {
  return Math.min(Math.max(0, top), lastTop(extent));
}

/** The `scrollTop` that stands for a top row. */
export function scrollOf(top: number, extent: Extent): number {
  if (!isScaled(extent)) return top * extent.rowHeight;
  const way = lastTop(extent);
  return way === 0 ? 0 : (top / way) * (contentHeight(extent) - extent.viewport);
}

/** The top row that a `scrollTop` stands for. */
export function topOf(scroll: number, extent: Extent): number {
  if (!isScaled(extent)) return scroll / extent.rowHeight;
  return (scroll / (contentHeight(extent) - extent.viewport)) * lastTop(extent);
}
