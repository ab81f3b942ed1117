import { z } from 'zod';
import { keySchema, sessionIdSchema } from './session.ts';
import { storeIdSchema } from './store.ts';

/** A session that somebody else wrote to within so many ms is running. */
export const runningFor = 60_000;

/** What of one store is on the screen of a window; the most important first, since not everything may be followed. */
export const shownSchema = z.object({
  store: storeIdSchema,
  /** Whether its list of sessions is in view. */
  list: z.boolean(),
  /** Sessions of which a row is in view, and no more. */
  rows: z.array(sessionIdSchema).max(300),
  /** Sessions whose contents are shown: unfolded, or open in a tab. */
  sessions: z.array(sessionIdSchema).max(300),
  /** Folders beside `sessions/` whose files are shown. */
  folders: z.array(keySchema).max(50),
  /** Single files that are open. */
  keys: z.array(keySchema).max(300),
});

/** A session that somebody else writes to. */
export const runningSchema = z.object({
  session: sessionIdSchema,
  /** The files that were written within the last minute; the newest, if they are many. */
  keys: z.array(keySchema),
});

/** How well a store is followed. */
export const liveStateSchema = z.object({
  store: storeIdSchema,
  /**
   * `watched`: changes are told as they happen. `polled`: it is asked again and again. `paused`: polling waits
   * until something of it is on the screen. `off`: polling is switched off.
   */
  how: z.enum(['watched', 'polled', 'paused', 'off']),
  /** Of what is polled: the pause between two rounds, in ms. */
  every: z.number().nullable(),
  /** When it was last known to be as shown, in ms of this machine's clock; null before that. */
  asOf: z.number().nullable(),
  /** Set while it cannot be reached. */
  failing: z.object({ since: z.number(), message: z.string() }).nullable(),
  /** True where more is shown than is followed. */
  limited: z.boolean(),
  /** Requests made by polling since the store was opened. */
  requests: z.number(),
  running: z.array(runningSchema),
});

export type Shown = z.infer<typeof shownSchema>;
export type Running = z.infer<typeof runningSchema>;
export type LiveState = z.infer<typeof liveStateSchema>;
