import { z } from 'zod';
import { documentSchema, savedSchema } from '../model/document.ts';
import { draftIdSchema, windowIdSchema } from '../model/draft.ts';
import { fileFactsSchema, keySchema } from '../model/session.ts';
import { storeIdSchema } from '../model/store.ts';
import { sentTextSchema } from '../model/text.ts';
import { base } from './base.ts';

const inStore = z.object({ store: storeIdSchema, key: keySchema });

export const documents = {
  open: base.input(inStore).output(documentSchema),
  /**
   * Writes the text if the file still has version `base` (null: if there is no such file). Identical bytes
   * succeed whatever the version. `saveId` makes it safe to ask again: the same id is never carried out twice.
   */
  save: base
    .input(
      inStore.extend({
        base: z.string().nullable(),
        text: sentTextSchema,
        saveId: z.string().min(8).max(64),
        /** What may be lost, as an error `WOULD_LOSE` has named it before. */
        mayLose: z.array(z.string().max(40)).max(10).default([]),
        /** What it is called in the history. */
        why: z.enum(['save', 'merge']).default('save'),
        /** The draft whose text it is, up to the named batch of changes; it is settled with the save. */
        draft: z
          .object({ window: windowIdSchema, id: draftIdSchema, seq: z.number().int() })
          .nullable()
          .default(null),
      }),
    )
    .output(savedSchema),
  /** Where the files are now: null for each that is gone. For refreshing what is open. */
  versions: base
    .input(z.object({ store: storeIdSchema, keys: z.array(keySchema).max(200) }))
    .output(z.array(fileFactsSchema.nullable())),
};
