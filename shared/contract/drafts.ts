import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  draftContentSchema,
  draftIdSchema,
  draftSchema,
  textChangeSchema,
  windowIdSchema,
} from '../model/draft.ts';
import { keySchema } from '../model/session.ts';
import { storeIdSchema } from '../model/store.ts';
import { sentTextSchema } from '../model/text.ts';
import { base } from './base.ts';

const window = windowIdSchema;
const ofDraft = z.object({ window, id: draftIdSchema });
const seq = z.number().int().min(1);

/** What is typed and not saved yet, kept in the app's home. A draft has one owner: a window of a process. */
export const drafts = {
  /**
   * Says that a window is there, for as long as the stream is read. The first event says whether the id is its own
   * (a copied window has that of another one, and takes a new id); it then learns who wants it to write down what
   * it has not yet, and answers by `flushed`.
   */
  attend: base
    .input(z.object({ window, page: z.uuid() }))
    .output(eventIterator(z.object({ kind: z.enum(['mine', 'taken', 'flush']) }))),
  flushed: base.input(z.object({ window })).output(z.void()),
  /**
   * Keeps a whole text with what it is based on: a new draft, or in the place of what is kept of it. `taken`:
   * the draft belongs to another window by now, and what is typed here needs another id.
   */
  keep: base
    .input(
      ofDraft.extend({
        store: storeIdSchema,
        key: keySchema,
        base: z.object({ version: z.string().nullable(), text: sentTextSchema }),
        text: sentTextSchema,
        bom: z.boolean(),
        seq,
      }),
    )
    .output(z.enum(['kept', 'taken'])),
  /**
   * Keeps the next changes; `length` is that of the text after them. `resync`: they do not follow what is kept, and
   * the whole text has to be sent.
   */
  change: base
    .input(
      ofDraft.extend({ seq, changes: z.array(textChangeSchema).max(1000), length: z.number().int().min(0) }),
    )
    .output(z.enum(['kept', 'resync'])),
  /** Forgets a draft: its text is what is stored. Nothing happens where it is another window's. */
  drop: base.input(ofDraft).output(z.void()),
  /**
   * Drops edits for good: the text that a save would have written goes to the file's history, and the draft, if there
   * is one, goes with it. Where another window holds it, that one keeps it.
   */
  discard: base
    .input(
      z.object({
        window,
        id: draftIdSchema.nullable(),
        store: storeIdSchema,
        key: keySchema,
        text: sentTextSchema,
      }),
    )
    .output(z.void()),
  /**
   * The edits of a file that the window should go on with, which are its own from now on: those that it has, or the
   * newest that nobody holds. `elsewhere`: another window that is open has edits of the file.
   */
  take: base
    .input(z.object({ window, store: storeIdSchema, key: keySchema }))
    .output(z.object({ draft: draftContentSchema.nullable(), elsewhere: z.boolean() })),
  /** One draft by its id, which is the window's own from now on. Null where another window holds it. */
  adopt: base.input(ofDraft).output(draftContentSchema.nullable()),
  /** Lets go of a draft: it stays in the list for whoever wants it. */
  release: base.input(ofDraft).output(z.void()),
  /** A draft's text, whoever holds it. */
  read: base.input(z.object({ id: draftIdSchema })).output(draftContentSchema),
  /** Every draft of the home, newest first. */
  list: base.input(z.object({ window })).output(z.array(draftSchema)),
};
