import { tabOfKey } from '../shell/tab-of-key.ts';
import { openTab } from '../shell/tabs.ts';
import { documentAt } from './documents.ts';
import type { OpenDocument } from './open-document.ts';

/** Why edits were not carried: there are others, it holds something else by now, or it cannot be edited. */
export type Obstacle = 'edited' | 'changed' | 'no-text';

/**
 * Puts the unsaved edits of a document whose file was moved into the file where it lies now, still unsaved, and
 * shows that. Answers what stands in the way; nothing is changed then.
 */
export function carryEdits(from: OpenDocument, key: string): Promise<Obstacle | null> {
  openTab(tabOfKey(from.store, key));
  return carryInto(from, documentAt(from.store, key));
}

/** Puts the unsaved edits of a document into another one, which holds what they are based on. */
export async function carryInto(from: OpenDocument, to: OpenDocument): Promise<Obstacle | null> {
  if (to.state.getState().phase !== 'open') await to.load();
  const text = from.buffer?.text();
  if (text === undefined || !to.buffer) return 'no-text';
  if (to.state.getState().dirty) return 'edited';
  // It was found by what it held, which may be a while ago.
  if (to.savedText !== from.savedText) return 'changed';
  to.buffer.change(text);
  await from.letGo();
  return null;
}
