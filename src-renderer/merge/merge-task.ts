import type { Saved } from '#shared/model/document.ts';
import type { StoreId } from '#shared/model/store.ts';
import type { MergedText } from '../documents/open-document.ts';

/** One of the texts to be merged, as stored. */
export interface MergeText {
  text: string;
  /** When it was written, in ms; null where that is not known. */
  at: number | null;
}

/** What the file holds now. */
export interface TheirText extends MergeText {
  version: string;
}

/** What was begun with, and what I made of it. */
export interface OurTexts {
  base: MergeText;
  mine: MergeText;
}

/** Why there is nothing to merge with, and what is there instead. */
export type Obstacle =
  | { kind: 'gone' }
  /** Not text, or too much of it. The version is that of what is there. */
  | { kind: 'not-text'; message: string; version: string }
  /** There are no edits of mine: they were saved or dropped meanwhile. */
  | { kind: 'nothing' };

/** Rejected with by what reads the texts. */
export class ObstacleError extends Error {
  readonly obstacle: Obstacle;

  constructor(obstacle: Obstacle) {
    super(obstacle.kind);
    this.obstacle = obstacle;
  }
}

/** How a merge ended: with the result, with mine in the file, or with theirs left there. */
export type Outcome = 'saved' | 'mine' | 'theirs';

/** How a merge ended, and what was written or left. */
export type MergeEnd =
  | { outcome: 'saved' | 'mine'; text: string; saved: Saved }
  | { outcome: 'theirs'; theirs: TheirText };

/** Where the texts of a merge come from, and what becomes of its end. */
export interface MergeTask {
  readonly store: StoreId;
  readonly key: string;
  /** Whether mine was saved once (and replaced since), or only typed. */
  readonly mineWas: 'saved' | 'typed';
  ours(signal: AbortSignal): Promise<OurTexts>;
  theirs(signal: AbortSignal): Promise<TheirText>;
  /** Writes a text if the file still has the version (null: if there is no file). */
  save(request: MergedText): Promise<Saved>;
  /** Told once the merge has ended. */
  ended(end: MergeEnd): Promise<void>;
  /** Puts words typed by hand, which nothing was made of, into the file's history. */
  giveUp(text: string): Promise<void>;
  /** Calls back when one of the texts may be another one. Returns how to stop. */
  watch(onChange: () => void): () => void;
}
