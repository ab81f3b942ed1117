import type { Span } from '#shared/text/align-lines.ts';
import type { Lines } from './lines.ts';

/** What two people started from, what somebody else made of it, and what you made of it. */
export type Side = 'base' | 'theirs' | 'mine';

/**
 * A run of lines that belong together in the three texts. `same`: nobody changed them. `theirs`, `mine`: only
 * they did, only you did. `both`: both changed them to the same. `conflict`: both changed them, differently.
 */
export interface Block {
  kind: 'same' | 'theirs' | 'mine' | 'both' | 'conflict';
  base: Span;
  theirs: Span;
  mine: Span;
}

/** Three texts, taken apart into blocks that cover every line of each, in order. */
export interface Merge {
  base: Lines;
  theirs: Lines;
  mine: Lines;
  blocks: readonly Block[];
}

/** What becomes of a block that somebody changed. */
export type Choice =
  | { take: 'theirs' }
  | { take: 'mine' }
  | { take: 'both'; first: 'theirs' | 'mine' }
  /** Lines typed by hand, with `\n` between them. Line ends alone are as many empty lines; nothing is no line. */
  | { take: 'edited'; text: string };

/** Choices by the block's place in `blocks`. */
export type Choices = ReadonlyMap<number, Choice>;

/** What becomes of a block if nobody chooses; null where somebody has to. */
export function ownChoice({ kind }: Block): Choice | null {
  if (kind === 'conflict') return null;
  return { take: kind === 'theirs' ? 'theirs' : 'mine' };
}

/** What becomes of a block. */
export function choiceOf(block: Block, index: number, choices: Choices): Choice | null {
  return choices.get(index) ?? ownChoice(block);
}

/** Places of the blocks that somebody changed. */
export function changedBlocks({ blocks }: Merge): number[] {
  return [...blocks.keys()].filter((index) => blocks[index]?.kind !== 'same');
}

/** Places of the conflicts that nobody has decided. */
export function openConflicts({ blocks }: Merge, choices: Choices): number[] {
  return [...blocks.keys()].filter((index) => blocks[index]?.kind === 'conflict' && !choices.has(index));
}

/** What was typed by hand. */
export function typedWords(choices: Choices): string[] {
  return [...choices.values()].flatMap((choice) => (choice.take === 'edited' ? [choice.text] : []));
}

/** The block about which two sets of choices differ. */
export function differing(a: Choices, b: Choices): number | undefined {
  return [...new Set([...a.keys(), ...b.keys()])].find((block) => a.get(block) !== b.get(block));
}
