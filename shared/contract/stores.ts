import { z } from 'zod';
import { s3LocationSchema } from '../model/s3-location.ts';
import { rootCandidateSchema, storeColourSchema, storeIdSchema, storeSchema } from '../model/store.ts';
import { base } from './base.ts';
import { keysSchema } from './sign-in.ts';

/** Opening asks back where it is not clear which folder is the root. */
const openResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), store: storeSchema }),
  z.object({ kind: z.literal('choose'), candidates: z.array(rootCandidateSchema) }),
]);

/** One form in one window, by an id of its own. */
export const formIdSchema = z.uuid();

export const openS3Schema = z.object({
  location: s3LocationSchema,
  /**
   * For keys, and a role that is assumed with keys; left out to use those that the form has sent before, or that the
   * connection has. They belong to its endpoint and are used for no other.
   */
  keys: keysSchema.optional(),
  /** The form that keys are tried out in: what it has sent is found again by it alone. */
  form: formIdSchema.optional(),
  /** The connection that is meant; null: a new one, whatever else leads there; left out: the one to that place. */
  store: storeIdSchema.nullish(),
  name: z.string().max(200).optional(),
  folder: storeSchema.shape.folder.optional(),
  colour: storeColourSchema.nullish(),
  readOnly: z.boolean().default(false),
  /** One of the candidates answered before, or `''` to take the prefix as it is. */
  root: z.string().optional(),
});

export const stores = {
  /** Open and remembered stores, in the order in which they were added. */
  list: base.output(z.array(storeSchema)),
  openFolder: base
    .input(
      z.object({
        path: z.string().min(1).max(32_768),
        readOnly: z.boolean().default(false),
        root: z.string().optional(),
      }),
    )
    .output(openResultSchema),
  openS3: base.input(openS3Schema).output(openResultSchema),
  /** A store in memory: empty, or the sample. */
  openMemory: base.input(z.object({ content: z.enum(['empty', 'sample']) })).output(storeSchema),
  /** Opens a remembered store again. */
  connect: base.input(z.object({ store: storeIdSchema })).output(storeSchema),
  /** Closes it but remembers it. */
  close: base.input(z.object({ store: storeIdSchema })).output(z.void()),
  /** Closes and forgets it, with its kept keys. The data is not touched. */
  forget: base.input(z.object({ store: storeIdSchema })).output(z.void()),
  setReadOnly: base.input(z.object({ store: storeIdSchema, readOnly: z.boolean() })).output(storeSchema),
  rename: base
    .input(z.object({ store: storeIdSchema, name: z.string().min(1).max(200) }))
    .output(storeSchema),
  /** What the library's own `S3_*` variables say, without the secrets; null where none is set. */
  environment: base.output(s3LocationSchema.nullable()),
};

export type OpenResult = z.infer<typeof openResultSchema>;
export type OpenS3 = z.infer<typeof openS3Schema>;
