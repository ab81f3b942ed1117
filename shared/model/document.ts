import { z } from 'zod';
import { guardedSchema } from './guarantee.ts';
import { keySchema } from './session.ts';

/** Text up to this many bytes can be edited; larger files open read-only, by ranges. */
export const maxEditableBytes = 5 * 1024 * 1024;

/** Text up to this many bytes comes with the answer; more is fetched by URL, so that no frame is blocked. */
export const maxInlineBytes = 256 * 1024;

/** Why a document cannot be edited. */
export const readOnlyReasonSchema = z.enum(['store', 'not-utf8', 'too-large', 'binary']);

/** An opened file. */
export const documentSchema = z.object({
  key: keySchema,
  size: z.number(),
  modifiedAt: z.number(),
  /** Version to hand back when saving. */
  version: z.string(),
  contentType: z.string().nullable(),
  /**
   * The text as stored, a BOM included. Null where it is not text, too large, or to be fetched from `url`.
   */
  text: z.string().nullable(),
  /** True where `text` is null but the bytes at `url` are text that can be shown and edited. */
  fetchText: z.boolean(),
  /** Path of the raw bytes on the page's own origin, pinned to this version; takes Range. */
  url: z.string(),
  readOnly: readOnlyReasonSchema.nullable(),
  /** First byte that is not UTF-8, for `not-utf8`. */
  badByte: z.number().nullable(),
});

export const savedSchema = z.object({
  version: z.string(),
  modifiedAt: z.number(),
  size: z.number(),
  /** True when exactly these bytes were there already, so that nothing was written. */
  identical: z.boolean(),
  /** What stood between the save and what others did meanwhile; absent where that is always the same. */
  guarded: guardedSchema.optional(),
});

export type Document = z.infer<typeof documentSchema>;
export type Saved = z.infer<typeof savedSchema>;
export type ReadOnlyReason = z.infer<typeof readOnlyReasonSchema>;
