import { z } from 'zod';

/** A key inside a store; checked by the backend against its own rules. */
export const keySchema = z.string().min(1).max(8192);

/** The last segment of a session's folder. The folder is the truth, whatever the record says inside. */
export const sessionIdSchema = z.string().min(1).max(1024);

/** One stored file, as a listing shows it. */
export const fileFactsSchema = z.object({
  key: keySchema,
  /** Bytes; -1 when the listing does not know. */
  size: z.number(),
  modifiedAt: z.number(),
  version: z.string().nullable(),
});

/** What a session's row shows. Read from `session.json` for visible rows only. */
export const sessionFactsSchema = z.object({
  id: sessionIdSchema,
  agent: z.string(),
  workflow: z.string(),
  status: z.string(),
  /** As written in the record; null where there is no readable one. */
  createdAt: z.string().nullable(),
  /** Milliseconds since the epoch, of `createdAt` or, without one, of the record's file. */
  time: z.number().nullable(),
  /** What is wrong with the record, in a sentence; null when the library would read it. */
  problem: z.string().nullable(),
  /** The id inside the record, where it differs from the folder's name. */
  innerId: z.string().nullable(),
});

/** How many sessions the first page of a store holds, and each page of a bucket, which gives no more for one request. */
export const sessionsPerPage = 1000;

/** A page of session ids, in store order. They are candidates: folders below `sessions/`, not yet looked into. */
export const sessionPageSchema = z.object({
  ids: z.array(sessionIdSchema),
  cursor: z.string().nullable(),
  total: z.number().nullable(),
  problems: z.array(z.object({ key: z.string(), message: z.string() })),
});

/** A workflow node in a session: up to two files. */
export const nodeSchema = z.object({
  id: z.string(),
  scratch: fileFactsSchema.nullable(),
  summary: fileFactsSchema.nullable(),
  /** True where the workflow's definition names the node. */
  defined: z.boolean(),
});

export const workflowInSessionSchema = z.object({
  /** May contain `/`. */
  name: z.string(),
  nodes: z.array(nodeSchema),
  /** `definition`: nodes stand in workflow order; `time`: by when they were written. */
  order: z.enum(['definition', 'time']),
  /** Files of the folder that are neither scratch nor summary. */
  otherFiles: z.array(fileFactsSchema),
});

/** Everything below one session's folder, in its places. */
export const sessionContentsSchema = z.object({
  id: sessionIdSchema,
  facts: sessionFactsSchema,
  record: fileFactsSchema.nullable(),
  messages: fileFactsSchema.nullable(),
  workflows: z.array(workflowInSessionSchema),
  artifacts: z.array(fileFactsSchema),
  /** Files right in the session's folder that have no place of their own. */
  otherFiles: z.array(fileFactsSchema),
  problems: z.array(z.object({ key: z.string(), message: z.string() })),
  /** True when the session holds more files than are listed. */
  truncated: z.boolean(),
});

/** An edge or node of a workflow definition, for showing its order. */
export const workflowDefinitionSchema = z.object({
  name: z.string(),
  key: keySchema.nullable(),
  description: z.string(),
  nodes: z.array(
    z.object({
      id: z.string(),
      agent: z.string().nullable(),
      handler: z.string().nullable(),
      next: z.array(z.string()),
    }),
  ),
  problems: z.array(z.string()),
});

/** The places of a store beside its sessions. */
export const storeSectionsSchema = z.object({
  agents: z.array(
    z.object({
      name: z.string(),
      prompt: fileFactsSchema.nullable(),
      /** Long-term memory entries, newest first. */
      memories: z.array(fileFactsSchema),
      /** `<agent>.memory.md` and other files of the agent. */
      otherFiles: z.array(fileFactsSchema),
    }),
  ),
  /** Files below `agents/`, `shared/`, `domains/` and the like that belong to no single agent. */
  contextFiles: z.array(fileFactsSchema),
  workflows: z.array(z.object({ name: z.string(), file: fileFactsSchema, problems: z.array(z.string()) })),
  history: z.array(z.object({ user: z.string(), file: fileFactsSchema })),
  problems: z.array(z.object({ key: z.string(), message: z.string() })),
});

export type FileFacts = z.infer<typeof fileFactsSchema>;
export type SessionFacts = z.infer<typeof sessionFactsSchema>;
export type SessionPage = z.infer<typeof sessionPageSchema>;
export type SessionContents = z.infer<typeof sessionContentsSchema>;
export type WorkflowInSession = z.infer<typeof workflowInSessionSchema>;
export type WorkflowNode = z.infer<typeof nodeSchema>;
export type WorkflowDefinitionFacts = z.infer<typeof workflowDefinitionSchema>;
export type StoreSections = z.infer<typeof storeSectionsSchema>;
