import { isContainer, type JsonTable, sizeOf } from './json-table.ts';
import { keyText, valueText } from './json-words.ts';

/** Up to so many values are all unfolded at first. */
const allUnfolded = 400;
/** What is directly in the whole is unfolded at first where there are no more than so many. */
const fewItems = 20;

/** The objects and arrays that are folded at first, so that the first look shows the shape. */
export function initiallyFolded(table: JsonTable): Set<number> {
  const folded = new Set<number>();
  if (sizeOf(table) <= allUnfolded) return folded;
  const from = (table.count[0] ?? 0) <= fewItems ? 2 : 1;
  for (let index = 0; index < sizeOf(table); index++) {
    if ((table.depth[index] ?? 0) >= from && isContainer(table, index)) folded.add(index);
  }
  return folded;
}

/** Every object and array but the whole. */
export function allFolded(table: JsonTable): Set<number> {
  const folded = new Set<number>();
  for (let index = 1; index < sizeOf(table); index++) if (isContainer(table, index)) folded.add(index);
  return folded;
}

/** The values in sight, in order: all but those in something folded. With marks, of those only the marked ones. */
export function rowsOf(table: JsonTable, folded: ReadonlySet<number>, marks: Uint8Array | null): Uint32Array {
  const rows = new Uint32Array(sizeOf(table));
  let length = 0;
  for (let index = 0; index < sizeOf(table); ) {
    const skipped = marks !== null && marks[index] === 0;
    if (!skipped) {
      rows[length] = index;
      length += 1;
    }
    const inside = !skipped && !(marks === null && folded.has(index));
    index = inside ? index + 1 : (table.next[index] ?? index + 1);
  }
  return rows.slice(0, length);
}

/** Which values match a filter by key or value (2), or hold one that does (1). */
export function marksOf(text: string, table: JsonTable, query: string): { marks: Uint8Array; found: number } {
  const marks = new Uint8Array(sizeOf(table));
  const wanted = query.toLowerCase();
  let found = 0;
  for (let index = 0; index < sizeOf(table); index++) {
    const key = keyText(text, table, index) ?? '';
    const value = isContainer(table, index) ? '' : valueText(text, table, index);
    if (!key.toLowerCase().includes(wanted) && !value.toLowerCase().includes(wanted)) continue;
    found += 1;
    marks[index] = 2;
    for (let at = table.parent[index] ?? 0; marks[at] === 0; at = table.parent[at] ?? 0) marks[at] = 1;
  }
  return { marks, found };
}

/** The row of a value; −1 where it is not in sight. */
export function rowOfIndex(rows: Uint32Array, index: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = rows[middle] ?? 0;
    if (at === index) return middle;
    if (at < index) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The innermost value that stands at an offset of the text. */
export function indexAtOffset(table: JsonTable, offset: number): number {
  let found = 0;
  for (let index = 1; index < sizeOf(table); ) {
    const from = table.keyEnd[index] ? (table.keyStart[index] ?? 0) : (table.start[index] ?? 0);
    if (from > offset) break;
    if (offset <= (table.end[index] ?? 0)) {
      found = index;
      index += 1;
    } else index = table.next[index] ?? index + 1;
  }
  return found;
}
