import type { TextChange } from '#shared/format/text-changes.ts';
import type { DraftContent, FetchedText } from '#shared/model/draft.ts';
import type { StoreId } from '#shared/model/store.ts';
import { blobError } from '../artifacts/blobs.ts';
import { client } from '../client/client.ts';
import { sendText } from '../client/hand-over.ts';
import { windowId } from './window-id.ts';

/** A file of a store. */
export interface FileName {
  store: StoreId;
  key: string;
}

/** A whole draft, as an editor has it. */
export interface WholeText {
  /** As stored. */
  base: { text: string; version: string | null };
  /** `\n` after each line, no byte order mark. */
  text: string;
  /** Whether a save would write a byte order mark. */
  bom: boolean;
}

/** A draft from before, with all that belongs to it. */
export interface KeptDraft extends WholeText {
  id: string;
  /** The newest batch of changes that is in the text. */
  seq: number;
  changedAt: number;
  /** A save of which nobody knows how it ended. */
  saving: { seq: number; text: string; merged: boolean } | null;
}

/** Names the state of a draft that a save writes. */
export interface DraftMark {
  window: string;
  id: string;
  seq: number;
}

/** Where drafts are kept. */
export interface DraftSource {
  keep(file: FileName, draft: WholeText & { id: string; seq: number }): Promise<'kept' | 'taken'>;
  change(change: {
    id: string;
    seq: number;
    changes: TextChange[];
    length: number;
  }): Promise<'kept' | 'resync'>;
  drop(id: string): Promise<void>;
  discard(file: FileName, discarded: { id: string | null; text: string }): Promise<void>;
  release(id: string): Promise<void>;
  take(file: FileName): Promise<KeptDraft | null>;
  /** Null where another window has it, or it is gone. */
  adopt(id: string): Promise<KeptDraft | null>;
}

async function receive(fetched: FetchedText): Promise<string> {
  if ('text' in fetched) return fetched.text;
  const response = await fetch(fetched.url);
  if (!response.ok) throw blobError(response.status, await response.text());
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
}

/** A draft with its texts fetched. */
export async function receiveDraft(content: DraftContent): Promise<KeptDraft> {
  const { saving, base, ...draft } = content;
  return {
    ...draft,
    text: await receive(content.text),
    base: { version: base.version, text: await receive(base.text) },
    saving: saving && { ...saving, text: await receive(saving.text) },
  };
}

/** Drafts in the app's home, by calls to main. */
export const appDrafts: DraftSource = {
  async keep(file, { base, text, ...draft }) {
    const window = await windowId();
    return sendText(base.text, (sentBase) =>
      sendText(text, (sent) =>
        client.drafts.keep({
          ...file,
          ...draft,
          window,
          base: { version: base.version, text: sentBase },
          text: sent,
        }),
      ),
    );
  },
  change: async (change) => client.drafts.change({ ...change, window: await windowId() }),
  drop: async (id) => client.drafts.drop({ id, window: await windowId() }),
  async discard(file, { id, text }) {
    const window = await windowId();
    await sendText(text, (sent) => client.drafts.discard({ ...file, id, window, text: sent }));
  },
  release: async (id) => client.drafts.release({ id, window: await windowId() }),
  async take(file) {
    const { draft } = await client.drafts.take({ ...file, window: await windowId() });
    return draft && receiveDraft(draft);
  },
  async adopt(id) {
    const draft = await client.drafts.adopt({ id, window: await windowId() });
    return draft && receiveDraft(draft);
  },
};
