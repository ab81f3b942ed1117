import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { countOverlaps } from '../merge/into-editor.ts';
import { ObstacleError } from '../merge/merge-task.ts';
import type { OpenDocument } from './open-document.ts';
import { refreshDocuments } from './refresh.ts';

/** What a file's edits and what somebody else wrote come to. */
export type BothSides =
  | {
      /** In how many places both are about the same lines. */
      overlaps: number;
      /** Whether the other text was saved in this app too. */
      isOurs: boolean;
    }
  /** Why that could not be found out. */
  | { problem: string };

/** What looks at both; handed in so that it runs without the app. */
export interface Looking {
  countOverlaps(document: OpenDocument, signal: AbortSignal): Promise<number>;
  isOurs(document: OpenDocument, signal: AbortSignal): Promise<boolean>;
  refresh(document: OpenDocument): Promise<void>;
}

const app: Looking = {
  countOverlaps,
  isOurs: ({ store, key }, signal) => client.history.isOurs({ store, key }, { signal }),
  refresh: ({ store, key }) => refreshDocuments({ store, keys: new Set([key]) }),
};

/**
 * Looks at the edits of a document and at what is in its file. Null where there is nothing to say: it was stopped, or
 * the file is gone or no text any more, which the document then says itself.
 */
export async function lookAtBoth(
  document: OpenDocument,
  signal: AbortSignal,
  looking = app,
): Promise<BothSides | null> {
  try {
    const overlaps = await looking.countOverlaps(document, signal);
    // The history knows the file as it was read just now.
    const isOurs = await looking.isOurs(document, signal).catch(() => false);
    return signal.aborted ? null : { overlaps, isOurs };
  } catch (error) {
    if (signal.aborted) return null;
    // Any other failure stays as it is however often the file is looked at.
    if (!(error instanceof ObstacleError)) return { problem: describeError(error, signal).message };
    void looking.refresh(document);
    return null;
  }
}
