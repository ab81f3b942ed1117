import { z } from 'zod';
import { savedSchema } from '../model/document.ts';
import { editSchema, timelineSchema, versionContentSchema, versionSchema } from '../model/history.ts';
import { keySchema } from '../model/session.ts';
import { storeIdSchema } from '../model/store.ts';
import { base } from './base.ts';

const inStore = z.object({ store: storeIdSchema, key: keySchema });
const ofVersion = inStore.extend({ id: versionSchema.shape.id });

/** Every version of a file that is still known. */
export const history = {
  timeline: base
    .input(inStore.extend({ cursor: z.string().nullable(), limit: z.number().int().min(1).max(500) }))
    .output(timelineSchema),
  /** Whether a file was last changed by this app, in whatever window or process, as far as it is known. */
  isOurs: base.input(inStore).output(z.boolean()),
  /** Rejects `NOT_FOUND` where its bytes are kept no longer. */
  read: base.input(ofVersion).output(versionContentSchema),
  /**
   * Writes the version's bytes to its file, if that still has version `base` (null: if there is none). What is
   * there now stays in the timeline. `saveId` as in `documents.save`.
   */
  restore: base
    .input(ofVersion.extend({ base: z.string().nullable(), saveId: z.string().min(8).max(64) }))
    .output(savedSchema),
  /** What the history of all stores takes up. */
  usage: base.output(z.object({ versions: z.number(), bytes: z.number() })),
};

/** The edits that people made here, and what became of them. */
export const edits = {
  /** Newest first. */
  list: base
    .input(
      z.object({
        store: storeIdSchema,
        cursor: z.string().nullable(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ edits: z.array(editSchema), cursor: z.string().nullable() })),
  /** Edits that somebody else has written over and that are not settled: one a file, for the marks of the tree. */
  replaced: base.input(z.object({ store: storeIdSchema })).output(z.array(editSchema)),
  /** Says that a replacement is dealt with, or, by false, that it is not after all. */
  settle: base
    .input(z.object({ store: storeIdSchema, id: z.string(), settled: z.boolean().default(true) }))
    .output(z.void()),
};
