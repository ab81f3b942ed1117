/** A line that stands once in each of the three texts: where. */
export interface Anchor {
  base: number;
  theirs: number;
  mine: number;
}

/** Of each number that occurs once, where; of any other, -1. */
function placesOfUnique(ids: Uint32Array, count: number): Int32Array {
  const places = new Int32Array(count).fill(-1);
  const seen = new Uint8Array(count);
  for (const [place, id] of ids.entries()) {
    places[id] = seen[id] ? -1 : place;
    seen[id] = 1;
  }
  return places;
}

/** The longest run of anchors that stand in the same order on another side. */
function inOrder(anchors: readonly Anchor[], side: 'theirs' | 'mine'): Anchor[] {
  const ends: Anchor[] = [];
  const before = new Map<Anchor, Anchor | undefined>();
  for (const anchor of anchors) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.[side] ?? 0) < anchor[side]) low = middle + 1;
      else high = middle;
    }
    before.set(anchor, ends[low - 1]);
    ends[low] = anchor;
  }
  const run: Anchor[] = [];
  for (let at = ends.at(-1); at; at = before.get(at)) run.push(at);
  return run.reverse();
}

/**
 * Lines that fix how three texts lie beside each other, in order. They cut large texts into pieces that are small
 * enough to be compared line by line.
 *
 * @param count every id is below it
 */
export function findAnchors(
  base: Uint32Array,
  theirs: Uint32Array,
  mine: Uint32Array,
  count: number,
): Anchor[] {
  const inTheirs = placesOfUnique(theirs, count);
  const inMine = placesOfUnique(mine, count);
  const inBase = placesOfUnique(base, count);
  const anchors: Anchor[] = [];
  for (const [place, id] of base.entries()) {
    const there = inTheirs[id] ?? -1;
    const here = inMine[id] ?? -1;
    if (inBase[id] === place && there >= 0 && here >= 0)
      anchors.push({ base: place, theirs: there, mine: here });
  }
  return inOrder(inOrder(anchors, 'theirs'), 'mine');
}
