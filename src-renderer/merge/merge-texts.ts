import type { Block, Merge } from './blocks.ts';
import { Lines, lineStarts } from './lines.ts';
import { threeWay } from './three-way.ts';

/** Three versions of one file, as stored. */
export interface Texts {
  base: string;
  theirs: string;
  mine: string;
}

/** A merge as it travels from a worker: the texts stay where they are. */
export interface MergeAnswer {
  starts: Record<keyof Texts, Uint32Array>;
  blocks: Block[];
}

/** Merges three texts; takes a second or so for several megabytes. */
export function answerMerge(texts: Texts): MergeAnswer {
  const starts = {
    base: lineStarts(texts.base),
    theirs: lineStarts(texts.theirs),
    mine: lineStarts(texts.mine),
  };
  const { base, theirs, mine } = mergeOfAnswer(texts, { starts, blocks: [] });
  return { starts, blocks: threeWay(base, theirs, mine) };
}

/** The merge that an answer describes. */
export function mergeOfAnswer(texts: Texts, { starts, blocks }: MergeAnswer): Merge {
  return {
    base: new Lines(texts.base, starts.base),
    theirs: new Lines(texts.theirs, starts.theirs),
    mine: new Lines(texts.mine, starts.mine),
    blocks,
  };
}

/** Merges three texts; rejects as the signal says. */
export type MergeTexts = (texts: Texts, signal: AbortSignal) => Promise<Merge>;
