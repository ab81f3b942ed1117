import type { Choices, Merge } from './blocks.ts';
import type { MergeText, Obstacle, Outcome, TheirText } from './merge-task.ts';

/** The texts of a merge and what they come to. */
export interface Merging {
  base: MergeText;
  theirs: TheirText;
  mine: MergeText;
  merge: Merge;
}

export interface MergeState {
  /** Null until it is there for the first time, and where there is nothing to merge. */
  merging: Merging | null;
  choices: Choices;
  /** Choices as they were, the newest last. */
  past: readonly Choices[];
  /** Choices that were undone, the next one last. */
  future: readonly Choices[];
  /** The block that is looked at, by its place in `blocks`; -1 where there is none. */
  current: number;
  /** How often a block was gone to by a step. */
  steps: number;
  saving: boolean;
  /** Why the texts could not be read. */
  failure: string | null;
  obstacle: Obstacle | null;
  /** Why the last try to end it did not. */
  problem: string | null;
  /** Set where saving would lose something beside the text: how it would have ended, and what it would lose. */
  loses: { outcome: 'saved' | 'mine'; names: readonly string[] } | null;
  /** What changed meanwhile, and what became of the choices. */
  news: string | null;
  /** Texts typed by hand for blocks that are not there any more. */
  leftOver: readonly string[];
  outcome: Outcome | null;
}

export const initialMergeState: MergeState = {
  merging: null,
  choices: new Map(),
  past: [],
  future: [],
  current: -1,
  steps: 0,
  saving: false,
  failure: null,
  obstacle: null,
  problem: null,
  loses: null,
  news: null,
  leftOver: [],
  outcome: null,
};
