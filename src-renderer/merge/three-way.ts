import { diffIndices } from 'node-diff3';
import { changedHunks, type Span } from '#shared/text/align-lines.ts';
import { findAnchors } from './anchors.ts';
import type { Block } from './blocks.ts';
import { type Lines, lengthOf } from './lines.ts';

/** The lines of the three texts as numbers: equal lines have equal ones, whatever ends them. */
type Ids = Record<'base' | 'theirs' | 'mine', Uint32Array>;

type Spans = Record<'base' | 'theirs' | 'mine', Span>;

/** Up to here the library's comparison takes a blink. Lines that repeat much would take it minutes. */
const maxCost = 50_000_000;

function numberLines(sides: readonly Lines[]): { ids: Uint32Array[]; count: number } {
  const known = new Map<string, number>();
  const idOf = (content: string) => {
    const id = known.get(content) ?? known.size;
    known.set(content, id);
    return id;
  };
  const ids = sides.map((side) =>
    Uint32Array.from({ length: side.count }, (_, line) => idOf(side.content(line))),
  );
  return { ids, count: known.size };
}

function isEqual(a: Uint32Array, inA: Span, b: Uint32Array, inB: Span): boolean {
  if (lengthOf(inA) !== lengthOf(inB)) return false;
  for (let step = 0; step < lengthOf(inA); step++)
    if (a[inA.start + step] !== b[inB.start + step]) return false;
  return true;
}

function kindOf(ids: Ids, { base, theirs, mine }: Spans): Block['kind'] {
  const keptThere = isEqual(ids.base, base, ids.theirs, theirs);
  const keptHere = isEqual(ids.base, base, ids.mine, mine);
  if (keptThere) return keptHere ? 'same' : 'mine';
  if (keptHere) return 'theirs';
  return isEqual(ids.theirs, theirs, ids.mine, mine) ? 'both' : 'conflict';
}

/** Base lines that one side replaced, and how many lines it put there. */
interface Hunk {
  side: 'theirs' | 'mine';
  base: Span;
  put: number;
}

/** How long the library takes, by what its loops do: pairs of equal lines times the lines they may follow. */
function costOf(base: readonly number[], other: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const id of other) counts.set(id, (counts.get(id) ?? 0) + 1);
  const pairs = base.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
  return pairs * Math.min(base.length, other.length);
}

function compare(base: readonly number[], other: readonly number[]): { base: Span; put: number }[] {
  if (costOf(base, other) > maxCost)
    return changedHunks(base, other).map((hunk) => ({ base: hunk.base, put: lengthOf(hunk.edited) }));
  return diffIndices([...base], [...other]).map(({ buffer1: [start, length], buffer2: [, put] }) => ({
    base: { start, end: start + length },
    put,
  }));
}

function hunksOf(ids: Ids, spans: Spans, side: 'theirs' | 'mine'): Hunk[] {
  if (isEqual(ids.base, spans.base, ids[side], spans[side])) return [];
  const lines = (from: Uint32Array, { start, end }: Span) => Array.from(from.subarray(start, end));
  const { start } = spans.base;
  return compare(lines(ids.base, spans.base), lines(ids[side], spans[side])).map(({ base, put }) => ({
    side,
    base: { start: start + base.start, end: start + base.end },
    put,
  }));
}

/** Hunks of both sides that overlap or touch, taken together. */
function regionsOf(hunks: readonly Hunk[]): Hunk[][] {
  const regions: Hunk[][] = [];
  let end = -1;
  for (const hunk of [...hunks].sort((a, b) => a.base.start - b.base.start)) {
    if (hunk.base.start <= end) regions.at(-1)?.push(hunk);
    else regions.push([hunk]);
    end = Math.max(end, hunk.base.end);
  }
  return regions;
}

/** Adds blocks in order; those of unchanged lines that follow each other become one. */
class Collector {
  readonly blocks: Block[] = [];
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  add(spans: Spans): void {
    if (lengthOf(spans.base) + lengthOf(spans.theirs) + lengthOf(spans.mine) === 0) return;
    const kind = kindOf(this.#ids, spans);
    const last = this.blocks.at(-1);
    if (kind !== 'same' || last?.kind !== 'same') this.blocks.push({ kind, ...spans });
    else
      for (const side of ['base', 'theirs', 'mine'] as const)
        last[side] = { ...last[side], end: spans[side].end };
  }
}

/** Compares one piece line by line. */
function comparePiece(ids: Ids, piece: Spans, into: Collector): void {
  const at = { base: piece.base.start, theirs: piece.theirs.start, mine: piece.mine.start };
  const advance = (base: number, theirs: number, mine: number) => {
    const span = (side: keyof typeof at, length: number) => {
      const start = at[side];
      at[side] += length;
      return { start, end: at[side] };
    };
    into.add({ base: span('base', base), theirs: span('theirs', theirs), mine: span('mine', mine) });
  };
  for (const region of regionsOf([...hunksOf(ids, piece, 'theirs'), ...hunksOf(ids, piece, 'mine')])) {
    const start = Math.min(...region.map(({ base }) => base.start));
    const end = Math.max(...region.map(({ base }) => base.end));
    const before = start - at.base;
    advance(before, before, before);
    const lengthOn = (side: Hunk['side']) =>
      region
        .filter((hunk) => hunk.side === side)
        .reduce((length, { base, put }) => length + put - lengthOf(base), end - start);
    advance(end - start, lengthOn('theirs'), lengthOn('mine'));
  }
  const rest = piece.base.end - at.base;
  advance(rest, rest, rest);
}

/** How many lines all three share from `at` on, or up to `at` backwards. */
function sharedLength(ids: Ids, { base, theirs, mine }: Spans, backwards: boolean): number {
  const limit = Math.min(lengthOf(base), lengthOf(theirs), lengthOf(mine));
  const at = (side: Uint32Array, span: Span, step: number) =>
    side[backwards ? span.end - 1 - step : span.start + step];
  let length = 0;
  while (length < limit) {
    const id = at(ids.base, base, length);
    if (id !== at(ids.theirs, theirs, length) || id !== at(ids.mine, mine, length)) break;
    length += 1;
  }
  return length;
}

function cut({ base, theirs, mine }: Spans, head: number, tail: number): Spans {
  const inner = ({ start, end }: Span) => ({ start: start + head, end: end - tail });
  return { base: inner(base), theirs: inner(theirs), mine: inner(mine) };
}

/** Adds the lines that a piece begins and ends with on all sides, and compares what lies between. */
function trimPiece(ids: Ids, piece: Spans, into: Collector): void {
  const head = sharedLength(ids, piece, false);
  const tail = sharedLength(ids, cut(piece, head, 0), true);
  const to = ({ start }: Span) => ({ start, end: start + head });
  const from = ({ end }: Span) => ({ start: end - tail, end });
  into.add({ base: to(piece.base), theirs: to(piece.theirs), mine: to(piece.mine) });
  comparePiece(ids, cut(piece, head, tail), into);
  into.add({ base: from(piece.base), theirs: from(piece.theirs), mine: from(piece.mine) });
}

/** Takes three texts apart into blocks. Changes that touch each other count as one. Lines are equal whatever ends them. */
export function threeWay(base: Lines, theirs: Lines, mine: Lines): Block[] {
  const { ids: all, count } = numberLines([base, theirs, mine]);
  const [inBase = new Uint32Array(), inTheirs = inBase, inMine = inBase] = all;
  const ids = { base: inBase, theirs: inTheirs, mine: inMine };
  const into = new Collector(ids);
  let at = { base: 0, theirs: 0, mine: 0 };
  const pieceUpTo = (to: typeof at): Spans => ({
    base: { start: at.base, end: to.base },
    theirs: { start: at.theirs, end: to.theirs },
    mine: { start: at.mine, end: to.mine },
  });
  for (const anchor of findAnchors(inBase, inTheirs, inMine, count)) {
    trimPiece(ids, pieceUpTo(anchor), into);
    at = anchor;
    const next = { base: at.base + 1, theirs: at.theirs + 1, mine: at.mine + 1 };
    into.add(pieceUpTo(next));
    at = next;
  }
  trimPiece(ids, pieceUpTo({ base: base.count, theirs: theirs.count, mine: mine.count }), into);
  return into.blocks;
}
