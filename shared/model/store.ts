import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { saveGuaranteeSchema } from './guarantee.ts';
import { s3LocationSchema } from './s3-location.ts';
import { signInSchema } from './sign-in.ts';
import { storeIdSchema } from './store-id.ts';

export { storeIdSchema };

export const folderLocationSchema = z.object({
  kind: z.literal('folder'),
  /** Absolute path of the folder that holds `sessions/`. */
  path: z.string().min(1).max(32_768),
});

export const memoryLocationSchema = z.object({
  kind: z.literal('memory'),
  /** What it was filled with. */
  content: z.enum(['empty', 'sample']),
});

export const storeLocationSchema = z.discriminatedUnion('kind', [
  folderLocationSchema,
  s3LocationSchema,
  memoryLocationSchema,
]);

/** Marks that a connection can carry, for whoever looks at many; they mean what the user wants them to. */
export const storeColours = ['red', 'orange', 'yellow', 'green', 'blue', 'violet'] as const;
export const storeColourSchema = z.enum(storeColours);

/** An open store, or one that is remembered and can be connected. */
export const storeSchema = z.object({
  id: storeIdSchema,
  name: z.string(),
  location: storeLocationSchema,
  /** What to show after the name: the path, or `s3://bucket/prefix`. */
  place: z.string(),
  /** Whether nothing can be written to it now, for whatever reason. */
  readOnly: z.boolean(),
  /**
   * Why nothing can be written to an open store: it is to be so, or its credentials were seen not to be allowed to,
   * which holds until it is opened anew. Null where it can be.
   */
  readOnlyReason: z.enum(['chosen', 'credentials']).nullable(),
  /** `opening`: named on the command line, and not answering yet. */
  state: z.enum(['open', 'opening', 'remembered']),
  /** Of an open store. */
  guarantee: saveGuaranteeSchema.nullable(),
  /** Of an open bucket that wants credentials. */
  signIn: signInSchema.nullable(),
  listing: z.enum(['whole', 'paged']),
  /** Why it could not be opened the last time; null when nothing is known to be wrong. */
  problem: z.string().nullable(),
  /** The code of that error, which says what would help. */
  problemCode: z.enum(errorCodes).nullable(),
  /** Milliseconds since the epoch. */
  lastOpenedAt: z.number().nullable(),
  /** Name of the folder of the list that it stands in; `''`: in none. */
  folder: z.string().max(200),
  colour: storeColourSchema.nullable(),
  /** Where it stands in the list: ascending, and of nothing else a measure. */
  position: z.number(),
});

/** A place below what was asked for that looks like the root of a store. */
export const rootCandidateSchema = z.object({
  /** Path below what was asked for; `''` is that itself. */
  path: z.string(),
  /** Why it looks like one, e.g. “holds sessions/ with 12 folders”. */
  why: z.string(),
});

export type StoreId = z.infer<typeof storeIdSchema>;
export type StoreLocation = z.infer<typeof storeLocationSchema>;
export type FolderLocation = z.infer<typeof folderLocationSchema>;
export type StoreColour = z.infer<typeof storeColourSchema>;
export type Store = z.infer<typeof storeSchema>;
export type RootCandidate = z.infer<typeof rootCandidateSchema>;
