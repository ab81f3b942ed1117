import { z } from 'zod';
import { keySchema, sessionIdSchema } from './session.ts';

/**
 * Whether a bucket keeps what is replaced and deleted. `paused`: what was kept is still there, and nothing is added.
 * `unknown`: it may not be asked.
 */
export const keepsVersionsSchema = z.enum(['yes', 'paused', 'no', 'unknown']);

/** A part of the sessions that a bucket has ever held, searched for those that are there no more. */
export const pastSessionsSchema = z.object({
  /** Ids of deleted sessions of which anything is kept, in key order. */
  sessions: z.array(sessionIdSchema),
  /** How many sessions were looked at, living ones among them. */
  looked: z.number(),
  /** Hand it back to go on; null at the end. */
  cursor: z.string().nullable(),
});

/** A file that was deleted, in the newest state that the bucket keeps of it. */
export const pastFileSchema = z.object({
  key: keySchema,
  /** The bucket's name for that state. */
  id: z.string().min(1).max(1100),
  /** In bytes. */
  size: z.number(),
  /** When it was written and deleted, in ms by the bucket's clock. */
  modifiedAt: z.number(),
  deletedAt: z.number(),
  /** Deleted at one stroke with the last file of the session, and not one by one before. */
  last: z.boolean(),
});

/** What a bucket keeps of a session's deleted files. */
export const pastSessionSchema = z.object({
  keeps: keepsVersionsSchema,
  /** In key order. */
  files: z.array(pastFileSchema),
  /** How many files of the session are there. */
  living: z.number(),
  /** False where the bucket keeps more states than were looked at. */
  complete: z.boolean(),
});

export type PastFile = z.infer<typeof pastFileSchema>;
export type PastSession = z.infer<typeof pastSessionSchema>;
export type PastSessions = z.infer<typeof pastSessionsSchema>;
