import { z } from 'zod';
import { storeIdSchema, storeLocationSchema } from './store.ts';
import { tallySchema } from './usage.ts';

/** What the host around the app can do. The screen asks these and never which host it is. */
export const hostCapabilitiesSchema = z.object({
  /** A native folder dialog; without one the app shows its own folder browser. */
  folderDialog: z.boolean(),
  /** The absolute path of a folder dropped on the window. */
  dropPath: z.boolean(),
  /** Show a file in the system's file manager. */
  reveal: z.boolean(),
  /** Open a copy of a file in the program that the system has for it. */
  openOutside: z.boolean(),
  /** What secrets survive: a restart, encrypted by the system or hardly; in a file of the user's; or nothing. */
  secrets: z.enum(['encrypted', 'basic', 'file', 'session-only']),
});

export const appInfoSchema = z.object({
  name: z.string(),
  version: z.string(),
  platform: z.enum(['darwin', 'win32', 'linux']),
  host: z.enum(['electron', 'web']),
  capabilities: hostCapabilitiesSchema,
  logFile: z.string(),
});

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  wordWrap: z.boolean(),
  /** Editor font size in px. */
  fontSize: z.number().int().min(9).max(28),
  /** Days for which deleted things can be brought back. */
  keepDeletedDays: z.number().int().min(1).max(365),
  /** Days for which versions of files are kept. The newest of a file stays whatever its age. */
  keepHistoryDays: z.number().int().min(1).max(3650),
  /** Room that versions of all stores may take, in MB of 2^20 bytes. The oldest go first. */
  keepHistoryMegabytes: z.number().int().min(10).max(1_000_000),
  /** Ask before deleting. */
  confirmDelete: z.boolean(),
  /** Reopen the stores and tabs of the last time. */
  restoreOnStart: z.boolean(),
  /** Ask buckets again and again for what is on the screen. */
  pollBuckets: z.boolean(),
  /** Ask before something that will take more requests to a bucket than this. */
  warnRequests: z.number().int().min(10).max(1_000_000),
});

/** Layout, tabs and tree state: written by the renderer, kept by main, opaque in between. */
export const uiStateSchema = z.record(z.string().max(200), z.json());

/** What main tells unasked. */
export const appEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stores') }),
  /** What a store has cost since the app was started. */
  z.object({ kind: z.literal('usage'), store: storeIdSchema, total: tallySchema }),
  /**
   * Files were written, made or deleted; where none is named, any of the store may have been. `outside` is set
   * where it was seen in the store: whether somebody else did it.
   */
  z.object({
    kind: z.literal('changed'),
    store: storeIdSchema,
    keys: z.array(z.string()),
    outside: z.boolean().optional(),
  }),
  /** Sessions were seen to come and go. */
  z.object({
    kind: z.literal('sessions'),
    store: storeIdSchema,
    appeared: z.array(z.string()),
    gone: z.array(z.string()),
  }),
  /** An edit was made in a store, or something has become of one: see `edits.list`. */
  z.object({ kind: z.literal('edits'), store: storeIdSchema }),
  /** Parts of an upload that came to nothing are still in a bucket: they are tried to be removed again. */
  z.object({ kind: z.literal('parts-left'), store: storeIdSchema, place: z.string() }),
  /** Drafts were begun, saved, dropped, or have changed hands. */
  z.object({ kind: z.literal('drafts') }),
  /** The history of a file has grown by what was found in the store. */
  z.object({ kind: z.literal('found'), store: storeIdSchema, key: z.string() }),
  /** Why drafts and versions cannot be kept as they should be, in a sentence or two; null: they can again. */
  z.object({ kind: z.literal('journal'), problem: z.string().nullable() }),
  /** The host wants to close; the renderer answers by `app.closeAnswer`. */
  z.object({ kind: z.literal('closing') }),
  /** A menu item or the command line asks for a command of the palette. */
  z.object({ kind: z.literal('command'), command: z.string() }),
  /** A second start handed over a store. */
  z.object({ kind: z.literal('open'), location: storeLocationSchema, readOnly: z.boolean() }),
]);

/** Progress of long work, as one stream: any number of `progress`, then one `done`. */
export const progressSchema = z.object({
  kind: z.literal('progress'),
  done: z.number(),
  /** Null while unknown. */
  total: z.number().nullable(),
  what: z.string(),
});

/** Something deleted that can be brought back. */
export const deletedSchema = z.object({
  id: z.string(),
  store: storeIdSchema,
  /** e.g. “Session 82450164”. */
  what: z.string(),
  files: z.number(),
  bytes: z.number(),
  at: z.number(),
});

export type HostCapabilities = z.infer<typeof hostCapabilitiesSchema>;
export type AppInfo = z.infer<typeof appInfoSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type UiState = z.infer<typeof uiStateSchema>;
export type AppEvent = z.infer<typeof appEventSchema>;
export type Progress = z.infer<typeof progressSchema>;
export type Deleted = z.infer<typeof deletedSchema>;

/** What is set before anybody has set anything. */
export const defaultSettings: Settings = {
  theme: 'system',
  wordWrap: true,
  fontSize: 12,
  keepDeletedDays: 30,
  keepHistoryDays: 365,
  keepHistoryMegabytes: 2048,
  confirmDelete: true,
  restoreOnStart: true,
  pollBuckets: true,
  warnRequests: 1000,
};
