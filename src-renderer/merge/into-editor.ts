import type { OpenDocument } from '../documents/open-document.ts';
import { type Merge, openConflicts } from './blocks.ts';
import { mergeTexts } from './merge-in-worker.ts';
import type { TheirText } from './merge-task.ts';
import type { MergeTexts } from './merge-texts.ts';
import { openMerge } from './open-merge.ts';
import { readTheirs } from './read-texts.ts';
import { resultText } from './result.ts';

const nothingChosen = new Map();

/** What reads and merges; handed in so that it runs without the app. */
type Means = { readTheirs: typeof readTheirs; mergeTexts: MergeTexts };

async function mergeNow(
  document: OpenDocument,
  signal: AbortSignal,
  means: Means = { readTheirs, mergeTexts },
): Promise<{ theirs: TheirText; merge: Merge }> {
  const theirs = await means.readTheirs(document.store, document.key, signal);
  const texts = { base: document.savedText, theirs: theirs.text, mine: document.textToSave() };
  return { theirs, merge: await means.mergeTexts(texts, signal) };
}

/** In how many places the unsaved edits of a document and what is in its file now are about the same lines. */
export async function countOverlaps(document: OpenDocument, signal: AbortSignal): Promise<number> {
  const { merge } = await mergeNow(document, signal);
  return openConflicts(merge, nothingChosen).length;
}

/**
 * Brings both sides together in the editor, unsaved, where they are about different lines; where not, opens the
 * merge, to choose.
 */
export async function mergeIntoEditor(
  document: OpenDocument,
  signal: AbortSignal,
  means?: Means,
): Promise<void> {
  const { store, key } = document;
  const { theirs, merge } = await mergeNow(document, signal, means);
  // Merging large texts takes a while, in which more can be typed.
  const same = merge.base.text === document.savedText && merge.mine.text === document.textToSave();
  if (!same) return mergeIntoEditor(document, signal, means);
  if (openConflicts(merge, nothingChosen).length > 0) openMerge({ store, key, edit: null });
  else {
    const { text, version, at } = theirs;
    await document.mergeIn(resultText(merge, nothingChosen), { text, version, modifiedAt: at ?? Date.now() });
  }
}
