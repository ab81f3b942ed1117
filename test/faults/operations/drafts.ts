import { randomUUID } from 'node:crypto';
import { isStoreError } from '#shared/errors.ts';
import { type Desk, nothing, type Operation } from '../operations.ts';
import { textOf } from './texts.ts';

/** Saves edits that are kept as a draft: they stay there until it is known that they are saved. */
export function saveDraft(desk: Desk, key: string): Operation {
  const { services, store } = desk;
  const text = textOf(desk);
  const [id, window] = [randomUUID(), randomUUID()];
  let guarded: string | undefined;
  return {
    kind: 'save a draft',
    leaves: [Buffer.from(text)],
    claims: () => guarded,
    async run() {
      const { version } = await keepDraft(desk, key, { id, window, text });
      const draft = services.drafts.saved({ window, id, seq: 1, merged: false });
      const save = { base: version, text, draft, saveId: randomUUID() };
      try {
        guarded = (await services.documents.save(store, key, save, {})).guarded?.by;
      } catch (error) {
        if ((await draftText(desk, id)) !== text) throw new Error('What was not saved is in no draft.');
        throw error;
      }
      if ((await draftText(desk, id)) !== null) throw new Error('What was saved is a draft still.');
      desk.keep(key, text);
      return new Map([[key, Buffer.from(text)]]);
    },
  };
}

/** Gives up edits, which the history of the file then has. */
export function discardDraft(desk: Desk, key: string): Operation {
  const { services, store } = desk;
  const text = textOf(desk);
  const [id, window] = [randomUUID(), randomUUID()];
  return {
    kind: 'discard a draft',
    leaves: [],
    async run() {
      await keepDraft(desk, key, { id, window, text });
      await services.drafts.discard({ window, id, store, key, text });
      desk.keep(key, text);
      return nothing;
    },
  };
}

async function keepDraft(
  { services, store }: Desk,
  key: string,
  { id, window, text }: { id: string; window: string; text: string },
): Promise<{ version: string }> {
  const { version, text: base } = await services.documents.open(store, key, {});
  const from = { version, text: base ?? '' };
  await services.drafts.keep({ id, window, store, key, base: from, text, bom: false, seq: 1 });
  return { version };
}

/** The text of a draft; null where it is kept no longer. */
async function draftText({ services }: Desk, id: string): Promise<string | null> {
  try {
    return await services.drafts.textOf(id, 'text');
  } catch (error) {
    if (isStoreError(error, 'NOT_FOUND')) return null;
    throw error;
  }
}
