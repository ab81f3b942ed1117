import { z } from 'zod';
import { s3LocationSchema } from './s3-location.ts';
import { folderLocationSchema, storeColourSchema, storeIdSchema, storeSchema } from './store.ts';

/** Where a connection leads: stores in memory are none. */
export const connectionLocationSchema = z.discriminatedUnion('kind', [
  folderLocationSchema,
  s3LocationSchema,
]);

/** How a connection shows in the list, and is opened. */
export const connectionSettingsSchema = z.object({
  name: z.string().min(1).max(200),
  folder: storeSchema.shape.folder,
  colour: storeColourSchema.nullable(),
  readOnly: z.boolean(),
});

/** A connection that could be added: from a file, or from what is set up on this machine. */
export const candidateSchema = connectionSettingsSchema.extend({
  /** Its bucket is `''` where that is still to be named. Null where it cannot be used at all. */
  location: z
    .discriminatedUnion('kind', [folderLocationSchema, s3LocationSchema.extend({ bucket: z.string() })])
    .nullable(),
  /** What was found, in a few words; `''` where its name says all. */
  about: z.string(),
  /** Why it cannot be used; null where it can. */
  problem: z.string().nullable(),
  /** A connection of the list that leads to the same place. */
  known: storeIdSchema.nullable(),
});

export type ConnectionLocation = z.infer<typeof connectionLocationSchema>;
export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;
export type Candidate = z.infer<typeof candidateSchema>;
