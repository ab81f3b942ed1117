import { z } from 'zod';
import { storeIdSchema } from '#shared/model/store.ts';

const store = storeIdSchema;

/** What a tab shows. Plain data: tabs are kept for the next start. */
export const tabRefSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), store, session: z.string() }),
  z.object({
    kind: z.literal('node'),
    store,
    session: z.string(),
    workflow: z.string(),
    node: z.string(),
    /** Which of the two files gets the focus. */
    part: z.enum(['scratch', 'summary']).optional(),
  }),
  z.object({ kind: z.literal('record'), store, session: z.string() }),
  z.object({ kind: z.literal('conversation'), store, key: z.string() }),
  z.object({ kind: z.literal('file'), store, key: z.string() }),
  z.object({
    kind: z.literal('history'),
    store,
    key: z.string(),
    /** The version to look at, and another one to hold it against. */
    version: z.string().optional(),
    against: z.string().optional(),
  }),
  /** Of an edit that was replaced, by its id, or (null) of the unsaved edits of a document. */
  z.object({ kind: z.literal('merge'), store, key: z.string(), edit: z.string().nullable() }),
  z.object({ kind: z.literal('edits'), store }),
  z.object({ kind: z.literal('deleted'), store }),
  /** What a bucket keeps of what was deleted: of one session, or all sessions to search. */
  z.object({ kind: z.literal('past'), store, id: z.string().optional() }),
  /** What the store has cost. */
  z.object({ kind: z.literal('usage'), store }),
  z.object({ kind: z.literal('drafts') }),
  z.object({ kind: z.literal('settings') }),
  z.object({ kind: z.literal('connect'), store: store.optional() }),
  z.object({ kind: z.literal('welcome') }),
]);

export type TabRef = z.infer<typeof tabRefSchema>;
export type TabKind = TabRef['kind'];
export type TabOf<K extends TabKind> = Extract<TabRef, { kind: K }>;

/** One string for one thing: opening it twice brings up the same tab. */
export function tabId(ref: TabRef): string {
  switch (ref.kind) {
    case 'session':
    case 'record':
      return JSON.stringify([ref.kind, ref.store, ref.session]);
    case 'node':
      return JSON.stringify([ref.kind, ref.store, ref.session, ref.workflow, ref.node]);
    case 'conversation':
    case 'file':
    case 'history':
      return JSON.stringify([ref.kind, ref.store, ref.key]);
    case 'merge':
      return JSON.stringify([ref.kind, ref.store, ref.key, ref.edit]);
    case 'past':
      return JSON.stringify([ref.kind, ref.store, ref.id ?? null]);
    case 'connect':
      return JSON.stringify([ref.kind, ref.store ?? null]);
    case 'deleted':
    case 'edits':
    case 'usage':
      return JSON.stringify([ref.kind, ref.store]);
    case 'drafts':
    case 'settings':
    case 'welcome':
      return JSON.stringify([ref.kind]);
  }
}

/** The store that a tab is about, if any. */
export function storeOf(ref: TabRef): string | null {
  return 'store' in ref ? (ref.store ?? null) : null;
}
