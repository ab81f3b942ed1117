import type { Draft } from '#shared/model/draft.ts';
import { restoreBytes } from '#shared/text/restore-bytes.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { holdBehind, openDocuments } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { say } from '../shell/said.ts';
import { tabOfKey } from '../shell/tab-of-key.ts';
import { tabId } from '../shell/tab-ref.ts';
import { openTab } from '../shell/tabs.ts';
import { appDrafts, receiveDraft } from './draft-source.ts';
import { refreshDrafts } from './drafts-list.ts';

/** Opens the list of all drafts. */
export function showDrafts(): void {
  openTab({ kind: 'drafts' });
}

/** Opens the file of a draft with the draft in its editor; edits that are there become a draft in the list. */
export async function openDraft({ store, key, id }: Draft): Promise<void> {
  const tab = tabOfKey(store, key);
  openTab(tab);
  await goOnWith(holdBehind(store, key, tabId(tab)), id);
}

/** Puts a draft into the editor of its file. */
export function goOnWith(document: OpenDocument, id: string): Promise<void> {
  return attempt(() => document.openDraft(id));
}

/** The text that a save of a draft would write. */
async function textOf(id: string): Promise<string> {
  const { base, text, bom } = await receiveDraft(await client.drafts.read({ id }));
  return restoreBytes(base.text, text, bom);
}

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say({ kind: 'error', text: describeError(error).message });
  }
}

/** Puts a draft's text on the clipboard. */
export function copyDraft({ id }: Draft): Promise<void> {
  return attempt(async () => navigator.clipboard.writeText(await textOf(id)));
}

/** Gives a draft up; its text goes to the history of its file. */
export async function discardDraft(draft: Draft): Promise<void> {
  const { store, key, id } = draft;
  const open = openDocuments().find((document) => document.draft.id === id);
  await attempt(async () => {
    if (open) return open.discard();
    const text = await textOf(id);
    // Nobody's, so it has to be this window's first.
    if (await appDrafts.adopt(id)) await appDrafts.discard({ store, key }, { id, text });
  });
  await refreshDrafts();
}
