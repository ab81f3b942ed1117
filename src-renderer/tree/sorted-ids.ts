import { compareKeys } from '#shared/format/keys.ts';

/** Index of the first id that does not sort before the given one. */
export function placeIn(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(ids[middle] ?? '', id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first id that sorts after the given one. */
export function placeAfter(ids: readonly string[], id: string): number {
  const place = placeIn(ids, id);
  return ids[place] === id ? place + 1 : place;
}
