import { tabOfKey } from '../shell/tab-of-key.ts';
import { openTab } from '../shell/tabs.ts';
import { documentAt } from './documents.ts';
import type { OpenDocument } from './open-document.ts';

/**
 * Puts the unsaved edits of a document whose file was moved into the file where it lies now, still unsaved, and
 * shows that. Answers false where that one has edits of its own.
 */
export async function carryEdits(from: OpenDocument, key: string): Promise<boolean> {
  const text = from.buffer?.text();
  if (text === undefined) return false;
  openTab(tabOfKey(from.store, key));
  const to = documentAt(from.store, key);
  if (to.state.getState().phase !== 'open') await to.load();
  if (!to.buffer || to.state.getState().dirty) return false;
  to.buffer.change(text);
  from.letGo();
  return true;
}
