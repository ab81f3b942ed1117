import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { mendSchema } from '../model/mend.ts';
import { base } from './base.ts';
import { openS3Schema } from './stores.ts';

/** What an X-ray looks at, in its order. Those after `sessions` write, and are only run with consent. */
export const xraySteps = [
  'name',
  'connection',
  'clock',
  'credentials',
  'identity',
  'list',
  'read',
  'sessions',
  'create',
  'replace',
  'upload',
  'delete',
  'removal',
] as const;

const stepNameSchema = z.enum(xraySteps);

const probeSchema = z.string().max(2048);

const xrayRequestSchema = openS3Schema.pick({ location: true, keys: true, store: true, form: true }).extend({
  /** The first step to run; those before it are taken as passed, and not told again. */
  from: stepNameSchema.optional(),
  /** Consent to write: the key that an earlier run offered. Left out, nothing is written. */
  probe: probeSchema.optional(),
});

const xrayStepSchema = z.object({
  kind: z.literal('step'),
  step: stepNameSchema,
  /** `warned`: it works, and there is something to know. `skipped`: not reached, or nothing to look at. */
  outcome: z.enum(['running', 'passed', 'warned', 'failed', 'skipped']),
  /** What was found, or why it failed. Empty while it runs. */
  message: z.string(),
  /** What it was tried on: a host, an ARN, a key; null where the message says it all. */
  subject: z.string().nullable(),
  /** What the system below answered, as it was: `AccessDenied 403`, `ENOTFOUND`. */
  raw: z.string().nullable(),
  /** How long it took; null where it has not ended, or nothing was done. */
  milliseconds: z.number().nullable(),
  /** What mends it, the likeliest first. */
  mends: z.array(mendSchema),
});

const xrayOfferSchema = z.object({
  kind: z.literal('offer'),
  /** The key that would be written, to hand back as `probe`. Below the store's prefix. */
  key: z.string(),
  /** The same as an address: `s3://bucket/prefix/key`. */
  address: z.string(),
});

const xrayEventSchema = z.discriminatedUnion('kind', [xrayStepSchema, xrayOfferSchema]);

export const xray = {
  /**
   * Tries an S3 location step by step, without opening it. Each step is sent when it begins and when it ends; at
   * last, what could be written to learn what a save is worth here. Writes nothing but the object of `probe`.
   */
  run: base.input(xrayRequestSchema).output(eventIterator(xrayEventSchema)),

  /** Stops the run that writes the object of `probe`: it goes on to its last step, which says what is left of it. */
  stop: base.input(z.object({ probe: probeSchema })).output(z.void()),
};

export type XrayStepName = z.infer<typeof stepNameSchema>;
export type XrayRequest = z.infer<typeof xrayRequestSchema>;
export type XrayStep = z.infer<typeof xrayStepSchema>;
export type XrayOffer = z.infer<typeof xrayOfferSchema>;
export type XrayEvent = z.infer<typeof xrayEventSchema>;
