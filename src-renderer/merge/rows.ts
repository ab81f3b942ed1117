import { type Block, type Choice, type Choices, choiceOf, type Merge } from './blocks.ts';
import { lengthOf } from './lines.ts';
import { resultLength } from './result.ts';

/** Unchanged lines that stay visible beside a change, so that one sees where it is. */
const context = 1;
/** Fewer hidden lines than this are shown: the fold would take as much room. */
const leastFold = 3;

/** Rows of one kind that follow each other, made only when they are looked at. */
export interface Segment<Kind extends string> {
  kind: Kind;
  /** The block's place. */
  block: number;
  /** The first line within the block that it shows. */
  from: number;
  count: number;
  /** Rows before it. */
  start: number;
  /** The first line's number in the result, from 0. */
  line: number;
}

/** Rows by segments. */
export class Rows<Kind extends string> {
  readonly segments: readonly Segment<Kind>[];
  readonly count: number;
  readonly #first = new Map<number, number>();

  constructor(pieces: readonly Omit<Segment<Kind>, 'start'>[]) {
    let start = 0;
    this.segments = pieces
      .filter(({ count }) => count > 0)
      .map((piece) => {
        const segment = { ...piece, start };
        start += piece.count;
        return segment;
      });
    this.count = start;
    for (const { block, start: at } of this.segments) if (!this.#first.has(block)) this.#first.set(block, at);
  }

  /** The segment of a row, and which of its rows that is. */
  at(row: number): { segment: Segment<Kind>; step: number } | null {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle]?.start ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    const segment = this.segments[low];
    return segment && row >= segment.start && row < segment.start + segment.count
      ? { segment, step: row - segment.start }
      : null;
  }

  /** The first row of a block; -1 where it has none. */
  firstOf(block: number): number {
    return this.#first.get(block) ?? -1;
  }
}

type Piece<Kind extends string> = Omit<Segment<Kind>, 'start'>;

/** The rows of an unchanged block: lines beside changes, and a fold for the rest unless it was opened. */
function sameRows(merge: Merge, block: number, open: boolean, line: number): Piece<'same' | 'fold'>[] {
  const length = lengthOf(merge.blocks[block]?.base ?? { start: 0, end: 0 });
  const head = block === 0 ? 0 : context;
  const tail = block === merge.blocks.length - 1 ? 0 : context;
  const hidden = length - head - tail;
  const lines = (from: number, count: number) => ({
    kind: 'same' as const,
    block,
    from,
    count,
    line: line + from,
  });
  if (open || hidden < leastFold) return [lines(0, length)];
  return [
    lines(0, head),
    { kind: 'fold', block, from: head, count: 1, line: line + head },
    lines(length - tail, tail),
  ];
}

/** How many lines a fold hides. */
export function foldedLines(merge: Merge, block: number): number {
  const length = lengthOf(merge.blocks[block]?.base ?? { start: 0, end: 0 });
  return length - (block === 0 ? 0 : context) - (block === merge.blocks.length - 1 ? 0 : context);
}

/** The rows of the three texts beside each other. */
export function sideRows(merge: Merge, opened: ReadonlySet<number>): Rows<'same' | 'fold' | 'changed'> {
  return new Rows(
    merge.blocks.flatMap<Piece<'same' | 'fold' | 'changed'>>((block, index) => {
      if (block.kind === 'same') return sameRows(merge, index, opened.has(index), 0);
      const count = Math.max(lengthOf(block.base), lengthOf(block.theirs), lengthOf(block.mine));
      return [{ kind: 'changed', block: index, from: 0, count, line: 0 }];
    }),
  );
}

export type ResultKind = 'same' | 'fold' | 'bar' | 'hand' | 'theirs' | 'mine' | 'removed';

/** The lines of a changed block as the result shows them: those taken, and those of a conflict that are not. */
function changedRows(block: Block, index: number, choice: Choice | null, line: number): Piece<ResultKind>[] {
  const rows = (kind: ResultKind, count: number, at = line) => ({
    kind,
    block: index,
    from: 0,
    count,
    line: at,
  });
  const theirs = lengthOf(block.theirs);
  const mine = lengthOf(block.mine);
  if (choice?.take === 'edited') return [rows('hand', 1)];
  if (choice?.take === 'both' && choice.first === 'mine')
    return [rows('mine', mine), rows('theirs', theirs, line + mine)];
  if (choice?.take === 'both') return [rows('theirs', theirs), rows('mine', mine, line + theirs)];
  if (block.kind === 'conflict') return [rows('theirs', theirs), rows('mine', mine)];
  const side = choice?.take === 'theirs' ? 'theirs' : 'mine';
  const taken = side === 'theirs' ? theirs : mine;
  return taken > 0 ? [rows(side, taken)] : [rows('removed', lengthOf(block.base))];
}

/** The rows of the result. A bar to choose by stands above each conflict and above the block that is looked at. */
export function resultRows(
  merge: Merge,
  choices: Choices,
  current: number,
  opened: ReadonlySet<number>,
): Rows<ResultKind> {
  let line = 0;
  return new Rows(
    merge.blocks.flatMap<Piece<ResultKind>>((block, index) => {
      const at = line;
      const choice = choiceOf(block, index, choices);
      line += resultLength(block, choice);
      if (block.kind === 'same') return sameRows(merge, index, opened.has(index), at);
      const hasBar = block.kind === 'conflict' || index === current || choices.has(index);
      const bar: Piece<ResultKind>[] = hasBar
        ? [{ kind: 'bar', block: index, from: 0, count: 1, line: at }]
        : [];
      return [...bar, ...changedRows(block, index, choice, at)];
    }),
  );
}
