import { compareKeys } from '#shared/format/keys.ts';

const surrogate = /[\ud800-\udfff]/;

/** Sorts by code point, in place. The engine's own order is the same, and faster, without surrogates. */
export function sortKeys(keys: string[]): string[] {
  return surrogate.test(keys.join('')) ? keys.sort(compareKeys) : keys.sort();
}

/** Index of the first key that is greater than this one, in a list sorted by code point. */
export function indexAfter(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(sorted[middle] ?? '', key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
