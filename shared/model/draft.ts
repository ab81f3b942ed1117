import { z } from 'zod';
import { keySchema } from './session.ts';
import { storeIdSchema } from './store.ts';
import { maxSentLength } from './text.ts';

/** A piece of a draft's text, and what takes its place; counted in UTF-16 units. */
export const textChangeSchema = z.object({
  offset: z.number().int().min(0),
  length: z.number().int().min(0),
  text: z.string().max(maxSentLength),
});

export const draftIdSchema = z.uuid();

/** A window of the app, for as long as it is not closed; a reload is the same one. */
export const windowIdSchema = z.uuid();

/** A text on its way to the screen: as it is, or where to fetch it. */
export const fetchedTextSchema = z.union([z.object({ text: z.string() }), z.object({ url: z.string() })]);

/** Unsaved edits of a file, for the list of them. */
export const draftSchema = z.object({
  id: draftIdSchema,
  store: storeIdSchema,
  key: keySchema,
  /** Name and place of its store when it was begun, for a store that is not in the list any more. */
  storeName: z.string(),
  storePlace: z.string(),
  /** In ms. */
  begunAt: z.number(),
  changedAt: z.number(),
  /** Of the text, in UTF-16 units. */
  length: z.number(),
  /** Whether the asking window holds it, another one does, or nobody, so that it can be opened. */
  owner: z.enum(['me', 'other', 'nobody']),
});

/** What was typed, and what it was based on. */
export const draftContentSchema = z.object({
  id: draftIdSchema,
  /** The newest batch of changes that is in the text. */
  seq: z.number(),
  /** As an editor holds it: `\n` after each line, no byte order mark. */
  text: fetchedTextSchema,
  /** Whether a save would write a byte order mark. */
  bom: z.boolean(),
  changedAt: z.number(),
  base: z.object({ version: z.string().nullable(), text: fetchedTextSchema }),
  /**
   * A save of which nobody knows how it ended: what it was to write, and the newest batch that is in it. Where the
   * file holds that very text, the save was carried out. `merged`: it was to write more than the draft, which it is
   * merged with.
   */
  saving: z.object({ seq: z.number(), text: fetchedTextSchema, merged: z.boolean() }).nullable(),
});

export type FetchedText = z.infer<typeof fetchedTextSchema>;
export type Draft = z.infer<typeof draftSchema>;
export type DraftContent = z.infer<typeof draftContentSchema>;
