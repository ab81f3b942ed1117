import { z } from 'zod';
import {
  sessionContentsSchema,
  sessionFactsSchema,
  sessionIdSchema,
  sessionPageSchema,
  storeSectionsSchema,
  workflowDefinitionSchema,
} from '../model/session.ts';
import { storeIdSchema } from '../model/store.ts';
import { base } from './base.ts';

const inSession = z.object({ store: storeIdSchema, session: sessionIdSchema });

export const sessions = {
  /** Candidates in store order, a page at a time. `startsWith` narrows on the server where it can. */
  page: base
    .input(
      z.object({
        store: storeIdSchema,
        cursor: z.string().nullable(),
        limit: z.number().int().min(1).max(10_000),
        startsWith: z.string().max(1024).default(''),
      }),
    )
    .output(sessionPageSchema),
  /** The facts of one session, found by its id at the cost of one request; null where there is none. */
  find: base.input(inSession).output(sessionFactsSchema.nullable()),
  /** Facts of the sessions in view; one answer per id, damaged ones included. */
  facts: base
    .input(z.object({ store: storeIdSchema, ids: z.array(sessionIdSchema).min(1).max(200) }))
    .output(z.array(sessionFactsSchema)),
  /** All that lies below one session. */
  contents: base.input(inSession).output(sessionContentsSchema),
  /** Agents, workflows, history and context files of a store. */
  sections: base.input(z.object({ store: storeIdSchema })).output(storeSectionsSchema),
  /** The workflow definitions found in the store. */
  workflows: base.input(z.object({ store: storeIdSchema })).output(z.array(workflowDefinitionSchema)),
  /** Creates the record of a new session; a missing id is made up (a UUID). */
  create: base
    .input(
      z.object({
        store: storeIdSchema,
        id: sessionIdSchema.optional(),
        agent: z.string().max(500),
        workflow: z.string().max(500),
        metadata: z.record(z.string(), z.json()).default({}),
      }),
    )
    .output(sessionFactsSchema),
  /** Patches `status` in the record's text; nothing else of it changes. */
  setStatus: base.input(inSession.extend({ status: z.string().min(1).max(200) })).output(sessionFactsSchema),
  /** Creates the file of a node, empty, if it is not there. */
  createNode: base
    .input(
      inSession.extend({
        workflow: z.string().min(1).max(1024),
        node: z.string().min(1).max(1024),
        part: z.enum(['scratch', 'summary']),
      }),
    )
    .output(z.object({ key: z.string() })),
  /** Gives an artifact another name within its session; rejects `EXISTS`. */
  renameArtifact: base
    .input(inSession.extend({ from: z.string().min(1).max(4096), to: z.string().min(1).max(4096) }))
    .output(z.object({ key: z.string() })),
};
