import { StoreError } from '#shared/errors.ts';
import type { Edit } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { openDocuments } from '../documents/documents.ts';
import { appDrafts } from '../drafts/draft-source.ts';
import { noteKept } from '../edits/replaced.ts';
import { readVersion } from '../history/version-content.ts';
import { watchFile } from './document-task.ts';
import { type MergeTask, type MergeText, ObstacleError, type OurTexts } from './merge-task.ts';
import { readTheirs, saveMerge } from './read-texts.ts';

const pageSize = 500;

/** An edit by its id: among those that were replaced, else among all. */
async function findEdit(store: StoreId, id: string, signal: AbortSignal): Promise<Edit> {
  const replaced = await client.edits.replaced({ store }, { signal });
  const open = replaced.find((edit) => edit.id === id);
  if (open) return open;
  let cursor: string | null = null;
  do {
    const page: { edits: Edit[]; cursor: string | null } = await client.edits.list(
      { store, cursor, limit: pageSize },
      { signal },
    );
    const found = page.edits.find((edit) => edit.id === id);
    if (found) return found;
    cursor = page.cursor;
  } while (cursor !== null);
  throw new ObstacleError({ kind: 'nothing' });
}

/** Applies an edit that was saved and then replaced to what the file holds now. */
export function editTask(store: StoreId, key: string, id: string): MergeTask {
  let ours: OurTexts | null = null;
  let edit: Edit | null = null;

  async function readText(version: string, at: number | null, signal: AbortSignal): Promise<MergeText> {
    const { text } = await readVersion(store, key, version, signal);
    if (text === null) throw new StoreError('NOT_TEXT', 'This version is not text.', { where: key });
    return { text, at };
  }

  return {
    store,
    key,
    mineWas: 'saved',
    async ours(signal) {
      if (ours) return ours;
      edit = await findEdit(store, id, signal);
      const base = edit.base === null ? { text: '', at: null } : await readText(edit.base, null, signal);
      ours = { base, mine: await readText(edit.mine, edit.at, signal) };
      return ours;
    },
    theirs: (signal) => readTheirs(store, key, signal),
    save: (request) => saveMerge(store, key, request),
    giveUp: (text) => appDrafts.discard({ store, key }, { id: null, text }),
    async ended(end) {
      const settled = client.edits.settle({ store, id });
      if (end.outcome === 'theirs') {
        await settled;
        if (edit) noteKept(store, edit);
        return;
      }
      // What was written is written: an edit that could not be marked as settled is told by the file itself.
      await settled.catch(() => undefined);
      const document = openDocuments().find((one) => one.store === store && one.key === key);
      if (document?.buffer && !document.state.getState().dirty) await document.takeSaved(end.text, end.saved);
    },
    watch: (onChange) => watchFile(store, key, onChange),
  };
}
