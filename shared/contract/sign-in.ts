import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { profileSchema, promptSchema } from '../model/sign-in.ts';
import { storeIdSchema } from '../model/store-id.ts';
import { base } from './base.ts';

/** Static keys, sent once; main keeps them and never sends them back. */
export const keysSchema = z.object({
  accessKeyId: z.string().min(1).max(256),
  secretAccessKey: z.string().min(1).max(1024),
  sessionToken: z.string().max(8192).optional(),
});

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code'), code: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('keys'), keys: keysSchema }),
]);

export const signIn = {
  /** What people are asked for now, and again at each change: a page that is loaded anew goes on where it was. */
  prompts: base.output(eventIterator(z.array(promptSchema))),
  /** Rejects `NOT_FOUND` where nobody waits for it any more. */
  answer: base.input(z.object({ prompt: z.string(), answer: answerSchema })).output(z.void()),
  /** Gives up what was asked for; what waits for it rejects `CANCELLED`. */
  cancel: base.input(z.object({ prompt: z.string() })).output(z.void()),
  /** Signs in to an open store, asking where that is needed. Comes back when it is done. */
  start: base.input(z.object({ store: storeIdSchema })).output(z.void()),
  /** The profiles of the shared AWS config files by name, each with its kind. */
  profiles: base.output(z.array(profileSchema)),
};

export type PromptAnswer = z.infer<typeof answerSchema>;
