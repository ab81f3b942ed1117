import { z } from 'zod';
import { keySchema } from './session.ts';

/**
 * How a version came to be. `found`: seen in the store, written by somebody else (a run, an editor). `gone`: seen
 * to be missing. `draft`: typed here and never saved. All others were done here; `create` is the beginning of a
 * file that holds nothing of a person yet.
 */
export const reasonSchema = z.enum([
  'found',
  'gone',
  'create',
  'save',
  'merge',
  'restore',
  'upload',
  'rename',
  'delete',
  'draft',
]);

/** One state of a file in time. */
export const versionSchema = z.object({
  /** Stands for it in calls; opaque. */
  id: z.string().min(1).max(1100),
  reason: reasonSchema,
  /** When it was written, by the store's clock where that is known, in ms; for `found`, the file's own time. */
  at: z.number(),
  /** In bytes; null where there was no file from then on. */
  size: z.number().nullable(),
  /** SHA-256 of the bytes in hex; null where there was no file, or where only the bucket knows it. */
  hash: z.string().nullable(),
  /** The store's own token for it, where it is known. */
  version: z.string().nullable(),
  /** Where the bytes are: in the app's home, in the bucket's own versions, or nowhere any more. */
  kept: z.enum(['home', 'bucket', 'no']),
});

/** A page of a file's timeline, newest first. */
export const timelineSchema = z.object({
  versions: z.array(versionSchema),
  cursor: z.string().nullable(),
  /** How many there are in all in the app's home. */
  total: z.number(),
  /** Why the bucket's own versions are not among them, where they could not be read; else null. */
  problem: z.string().nullable(),
});

/** The bytes of a version, as a document that cannot be edited. */
export const versionContentSchema = z.object({
  size: z.number(),
  /** Null where it is not text, or is to be fetched from `url`. */
  text: z.string().nullable(),
  fetchText: z.boolean(),
  url: z.string(),
});

/**
 * What became of an edit. `there`: the file still holds it. `edited`: you edited on from it. `replaced`: somebody
 * else wrote over it. `reverted`: the file holds again what it was based on. `deleted`: the file is gone.
 */
export const fateSchema = z.enum(['there', 'edited', 'replaced', 'reverted', 'deleted']);

/** An edit that a person made here. */
export const editSchema = z.object({
  id: z.string(),
  key: keySchema,
  reason: reasonSchema,
  at: z.number(),
  fate: fateSchema,
  /** Ids of versions in the file's timeline: what it was based on (null: there was no file) … */
  base: z.string().nullable(),
  /** … what you wrote … */
  mine: z.string(),
  /** … and what took its place, where somebody else did. */
  theirs: z.string().nullable(),
  theirsAt: z.number().nullable(),
  /** True where the person has dealt with the replacement: merged, or kept the other text. */
  settled: z.boolean(),
});

export type Reason = z.infer<typeof reasonSchema>;
export type Version = z.infer<typeof versionSchema>;
export type Timeline = z.infer<typeof timelineSchema>;
export type VersionContent = z.infer<typeof versionContentSchema>;
export type Fate = z.infer<typeof fateSchema>;
export type Edit = z.infer<typeof editSchema>;
