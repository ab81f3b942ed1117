import type { Span } from '#shared/text/align-lines.ts';
import { type Block, type Choice, type Choices, choiceOf, type Merge } from './blocks.ts';
import { type Lines, lengthOf } from './lines.ts';

/** Lines typed by hand. Line ends alone are as many empty lines; nothing is no line. */
export function editedLines(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  return lines.every((line) => line === '') ? lines.slice(1) : lines;
}

/** Where the lines of a block come from, in order, once it is decided. */
export type Piece = { from: 'base' | 'theirs' | 'mine'; span: Span } | { from: 'hand'; lines: string[] };

/** What a choice makes of a block. Nothing while there is none. */
export function piecesOf(block: Block, choice: Choice | null): Piece[] {
  switch (choice?.take) {
    case undefined:
      return [];
    case 'edited':
      return [{ from: 'hand', lines: editedLines(choice.text) }];
    case 'both': {
      const sides = choice.first === 'theirs' ? (['theirs', 'mine'] as const) : (['mine', 'theirs'] as const);
      return sides.map((from) => ({ from, span: block[from] }));
    }
    case 'theirs':
    case 'mine':
      return [{ from: choice.take, span: block[choice.take] }];
  }
}

/** How many lines a block has in the result. */
export function resultLength(block: Block, choice: Choice | null): number {
  if (block.kind === 'same') return lengthOf(block.base);
  return piecesOf(block, choice).reduce(
    (length, piece) => length + (piece.from === 'hand' ? piece.lines.length : lengthOf(piece.span)),
    0,
  );
}

/** How the last line of a text would be ended if more followed: as the line before it. */
function endingAfter(lines: Lines, line: number): string {
  return lines.ending(line) || (line > 0 ? lines.ending(line - 1) : '') || '\n';
}

/** What of a line end somebody changed, if they did; mine where both did. */
function mergedEnding({ base, theirs, mine }: Merge, block: Block, step: number): string {
  const was = base.ending(block.base.start + step);
  // The last line of a text has no end: that says where it stands, not how lines are to end.
  const there = theirs.ending(block.theirs.start + step) || was;
  const here = mine.ending(block.mine.start + step) || was;
  const merged = here === was ? there : here;
  return merged || endingAfter(mine, block.mine.start + step);
}

/** Joins lines. What ends the last one is left out: a text ends where its last line does. */
class Writer {
  readonly #parts: string[];
  /** What stands before the last line, and that line. */
  #before = '';
  #content: string | null = null;
  #ending = '';

  constructor(start: string) {
    this.#parts = [start];
  }

  add(content: string, ending: string): void {
    if (this.#content !== null) {
      // An empty line between the two would make one line end of them.
      const fuses = this.#content === '' && this.#before === '\r' && this.#ending === '\n';
      this.#before = fuses ? '\r' : this.#ending;
      this.#parts.push(this.#before);
    }
    this.#parts.push(content);
    this.#content = content;
    this.#ending = ending;
  }

  toString(): string {
    return this.#parts.join('');
  }
}

function addSide(into: Writer, lines: Lines, { start, end }: Span): void {
  for (let line = start; line < end; line++) into.add(lines.content(line), endingAfter(lines, line));
}

/** Lines typed by hand end as the same line did on either side, else as lines of mine do there. */
function addHand(into: Writer, { theirs, mine }: Merge, block: Block, lines: readonly string[]): void {
  const known = new Map<string, string>();
  for (const [side, span] of [
    [theirs, block.theirs],
    [mine, block.mine],
  ] as const)
    for (let line = span.start; line < span.end; line++)
      known.set(side.content(line), endingAfter(side, line));
  const usual = endingAfter(mine, Math.min(block.mine.start, mine.count - 1));
  for (const line of lines) into.add(line, known.get(line) ?? usual);
}

/** Whether the result starts with a byte order mark: as whoever changed that wants it. */
function mergedBom({ base, theirs, mine }: Merge): boolean {
  return mine.bom === base.bom ? theirs.bom : mine.bom;
}

/**
 * The merged text, to be stored as it is. Every line keeps the end that it has on the side it comes from. What
 * nobody decided is left out: ask `openConflicts` first.
 */
export function resultText(merge: Merge, choices: Choices): string {
  const into = new Writer(mergedBom(merge) ? '\uFEFF' : '');
  for (const [index, block] of merge.blocks.entries()) {
    if (block.kind === 'same') {
      for (let step = 0; step < lengthOf(block.base); step++)
        into.add(merge.base.content(block.base.start + step), mergedEnding(merge, block, step));
      continue;
    }
    for (const piece of piecesOf(block, choiceOf(block, index, choices))) {
      if (piece.from === 'hand') addHand(into, merge, block, piece.lines);
      else addSide(into, merge[piece.from], piece.span);
    }
  }
  return into.toString();
}
