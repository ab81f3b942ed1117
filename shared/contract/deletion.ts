import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { deletedSchema, progressSchema } from '../model/app.ts';
import { guardedSchema } from '../model/guarantee.ts';
import { keySchema, sessionIdSchema } from '../model/session.ts';
import { storeIdSchema } from '../model/store.ts';
import { base } from './base.ts';

/** What can be deleted as one thing. */
const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), session: sessionIdSchema }),
  z.object({
    kind: z.literal('node'),
    session: sessionIdSchema,
    workflow: z.string().max(1024),
    node: z.string().max(1024),
  }),
  z.object({ kind: z.literal('files'), keys: z.array(keySchema).min(1).max(1000) }),
]);

/** Whether somebody has agreed to what it costs. */
const agreed = z.boolean().default(false);

export const deletion = {
  /** What a deletion would take, for the question before it. */
  preview: base.input(z.object({ store: storeIdSchema, target: targetSchema })).output(
    z.object({
      what: z.string(),
      files: z.number(),
      bytes: z.number(),
      /** About so many will be made to the bucket; null where requests cost nothing. */
      requests: z.number().nullable(),
    }),
  ),
  /**
   * Copies everything to the content store first, then deletes. Cancelling before the copy is whole deletes nothing.
   * Rejects `COSTLY` where it takes very many requests, until that is agreed to.
   */
  run: base.input(z.object({ store: storeIdSchema, target: targetSchema, agreed })).output(
    eventIterator(
      z.discriminatedUnion('kind', [
        progressSchema,
        z.object({
          kind: z.literal('done'),
          deleted: deletedSchema,
          /** Of the file that was guarded least; absent where that is always the same. */
          guarded: guardedSchema.optional(),
        }),
      ]),
    ),
  ),
  /**
   * Puts it back where it was. Another file that is there by now is left alone and named, and what was deleted
   * there stays in the list. Rejects `NOT_FOUND` where its store is not open, and `COSTLY` as `run` does.
   */
  undo: base
    .input(z.object({ id: z.uuid(), agreed }))
    .output(z.object({ restored: z.number(), kept: z.array(z.string()) })),
  /** What can be brought back, newest first. */
  list: base.input(z.object({ store: storeIdSchema })).output(z.array(deletedSchema)),
  /** The files of one of them, in the order of their keys: each has its timeline still. */
  files: base.input(z.object({ id: z.uuid() })).output(z.array(z.string())),
};

export type DeletionTarget = z.infer<typeof targetSchema>;
