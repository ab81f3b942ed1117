import type { FlatList } from './flat-list.ts';
import type { Row } from './rows.ts';

/** The nearest row at or beyond an index that can have the focus, or −1. */
export function focusable(flat: FlatList, index: number, step: 1 | -1): number {
  let at = Math.max(0, Math.min(flat.length - 1, index));
  while (at >= 0 && at < flat.length) {
    if (flat.at(at)?.kind !== 'group') return at;
    at += step;
  }
  return -1;
}

/** Where a key of movement leads from an index; null for any other key. `page` is the number of rows in view. */
export function targetOf(flat: FlatList, index: number, key: string, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return focusable(flat, index + 1, 1);
    case 'ArrowUp':
      return index <= 0 ? focusable(flat, 0, 1) : focusable(flat, index - 1, -1);
    case 'PageDown':
      return focusable(flat, index + page, -1);
    case 'PageUp':
      return focusable(flat, index - page, 1);
    case 'Home':
      return focusable(flat, 0, 1);
    case 'End':
      return focusable(flat, flat.length - 1, -1);
    default:
      return null;
  }
}

/** The text by which type-ahead finds a row. */
export function nameOf(row: Row): string {
  switch (row.kind) {
    case 'store':
      return row.store.name;
    case 'session':
      return row.session;
    case 'node':
      return row.node.id;
    case 'section':
    case 'folder':
    case 'file':
    case 'group':
      return row.label;
    case 'message':
    case 'loading':
      return row.text;
  }
}

/** Rows that type-ahead looks at, from the focus on: a bound, so that a key press never takes long. */
const reach = 20_000;

/** The next row whose name starts with what was typed; the focused one may stay. −1 where none does. */
export function typeAhead(flat: FlatList, from: number, typed: string): number {
  const start = typed.length === 1 ? from + 1 : from;
  const text = typed.toLowerCase();
  for (let step = 0; step < Math.min(flat.length, reach); step++) {
    const index = (Math.max(0, start) + step) % flat.length;
    const row = flat.at(index);
    if (row && row.kind !== 'group' && nameOf(row).toLowerCase().startsWith(text)) return index;
  }
  return -1;
}
