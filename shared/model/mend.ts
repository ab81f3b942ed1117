import { z } from 'zod';

/** One statement of an IAM policy. */
export const statementSchema = z.object({
  actions: z.array(z.string()).min(1),
  resources: z.array(z.string()).min(1),
  /** Operator, key, values: `StringLike`, `s3:prefix`, `memory/*`. */
  condition: z.object({ operator: z.string(), key: z.string(), values: z.array(z.string()) }).nullable(),
});

/** Fields of a connection that a mend can set. */
export const mendFieldSchema = z.enum([
  'bucket',
  'prefix',
  'endpoint',
  'region',
  'pathStyle',
  'checksums',
  'credentials',
  'proxy',
  'caFile',
  'dualStack',
]);

/** What mends a failure, as far as a program can say it. `why` is a sentence for all but the simplest. */
export const mendSchema = z.discriminatedUnion('kind', [
  /** The least that somebody who may has to allow. */
  z.object({
    kind: z.literal('policy'),
    why: z.string(),
    statement: statementSchema,
    /** ARN of who it is for, where that is known. */
    principal: z.string().nullable(),
  }),
  /** A field of the connection has to be another. Null: what it has to be is for the person to say. */
  z.object({
    kind: z.literal('set'),
    why: z.string(),
    field: mendFieldSchema,
    value: z.union([z.string(), z.boolean()]).nullable(),
  }),
  /** Credentials that somebody signs in for are used up or were never fetched. */
  z.object({ kind: z.literal('sign-in'), why: z.string() }),
  /** The clock of this computer is ahead of the server's by so many milliseconds; less than 0: behind it. */
  z.object({ kind: z.literal('clock'), why: z.string(), ahead: z.number() }),
  /** Something to do elsewhere. */
  z.object({ kind: z.literal('text'), why: z.string() }),
]);

export type Statement = z.infer<typeof statementSchema>;
export type MendField = z.infer<typeof mendFieldSchema>;
export type Mend = z.infer<typeof mendSchema>;
