import { z } from 'zod';
import { candidateSchema, connectionLocationSchema, connectionSettingsSchema } from '../model/connection.ts';
import { storeIdSchema, storeSchema } from '../model/store.ts';
import { base } from './base.ts';
import { keysSchema } from './sign-in.ts';
import { formIdSchema } from './stores.ts';

const one = z.object({ store: storeIdSchema });

/** The list of connections, open or not. `stores` opens and closes what they lead to. */
export const connections = {
  /**
   * Adds a connection (`store` is null) or changes one, without connecting. Another place gives it another id, since
   * drafts and history belong to a place, and closes what was open.
   */
  save: base
    .input(
      connectionSettingsSchema.extend({
        store: storeIdSchema.nullable(),
        location: connectionLocationSchema,
        /** As for `stores.openS3`. */
        keys: keysSchema.optional(),
        /** Left out by what is no form: then none that were tried out are taken. */
        form: formIdSchema.optional(),
      }),
    )
    .output(storeSchema),
  /** A form is closed or given up: keys that it has sent, and that no connection has, are forgotten. */
  forgetForm: base.input(z.object({ form: formIdSchema })).output(z.void()),
  /** Whether keys of a connection are at hand that fit where it leads: what is in memory is gone after a restart. */
  keysKept: base.input(one).output(z.boolean()),
  /** Adds one like it, with its keys, just below it. */
  duplicate: base.input(one).output(storeSchema),
  /** Puts back one that was taken from the list since the app was started, with its keys. */
  restore: base.input(one).output(storeSchema),
  /** The order of the list, and the folder that each stands in. Those left out keep theirs, and come last. */
  arrange: base
    .input(
      z.object({
        order: z.array(z.object({ store: storeIdSchema, folder: storeSchema.shape.folder })).max(10_000),
      }),
    )
    .output(z.void()),
  /** Text of a file that holds these connections, and no secret. */
  export: base.input(z.object({ stores: z.array(storeIdSchema).max(10_000) })).output(z.string()),
  /**
   * What is set up on this machine: the library's `S3_*` variables, those of AWS, and every profile of the shared
   * config files. Most of it names no bucket.
   */
  found: base.output(z.array(candidateSchema)),
  /** What such a file holds. Nothing is added by it. */
  readExport: base.input(z.object({ text: z.string().max(20_000_000) })).output(z.array(candidateSchema)),
};
