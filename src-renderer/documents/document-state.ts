import type { Document } from '#shared/model/document.ts';
import type { Guarded } from '#shared/model/guarantee.ts';
import type { Encoding } from '#shared/text/line-endings.ts';
import type { ErrorDescription } from '../client/errors.ts';
import type { DraftState } from '../drafts/draft-sync.ts';

/** What stands in the way of a document, said above its text until it is settled. Its edits are kept meanwhile. */
export type Trouble =
  /** A save failed for a reason other than a change outside. */
  | { kind: 'refused'; error: ErrorDescription }
  /** A save was held back: it would take something off the file that is kept beside its text. */
  | { kind: 'loses'; error: ErrorDescription; base: string | null }
  /** Somebody else changed it: found when saving, or while there were unsaved edits. */
  | { kind: 'changed'; found: 'saving' | 'looking'; at: number | null }
  /** Somebody else deleted it. */
  | { kind: 'gone'; found: 'saving' | 'looking' }
  /** What is there now could not be looked at. */
  | { kind: 'unreadable'; message: string }
  /** What is there now is not text that can be merged. */
  | { kind: 'not-text'; found: 'saving' | 'looking'; facts: Document };

/** What somebody else wrote. */
export interface Theirs {
  text: string;
  version: string;
  modifiedAt: number;
}

export interface DocumentState {
  phase: 'loading' | 'missing' | 'failed' | 'open';
  /** Of the version that the edits are based on. */
  facts: Document | null;
  /** Why it could not be opened. */
  error: ErrorDescription | null;
  dirty: boolean;
  draft: DraftState;
  /** Why edits from before, if there are any, could not be had when it was opened. */
  draftMissed: ErrorDescription | null;
  saving: boolean;
  /** When it was last saved from here, in ms. */
  savedAt: number | null;
  /** What stood between that save and what others did meanwhile; null where that is always the same. */
  savedGuarded: Guarded | null;
  trouble: Trouble | null;
  encoding: Encoding | null;
}

export const initialState: DocumentState = {
  phase: 'loading',
  facts: null,
  error: null,
  dirty: false,
  draft: { kept: false, problem: null },
  draftMissed: null,
  saving: false,
  savedAt: null,
  savedGuarded: null,
  trouble: null,
  encoding: null,
};
