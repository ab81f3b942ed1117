import { z } from 'zod';

/** Kinds of requests, as storage services count and bill them; `signIn` goes to the services of the credentials. */
export const requestKinds = ['list', 'get', 'head', 'put', 'delete', 'post', 'signIn'] as const;

/**
 * What went over the wire. Every try of a request counts, so one that was tried again counts twice. Bytes are those
 * of bodies; headers are left out, and a folder has none at all.
 */
export const tallySchema = z.object({
  requests: z.record(z.enum(requestKinds), z.number()),
  bytesUp: z.number(),
  bytesDown: z.number(),
});

/** What one kind of action has cost in a store. */
export const actionUsageSchema = tallySchema.extend({
  /** A call of the contract, such as `sessions.page`, or what the app does by itself, such as `live.look`. */
  action: z.string(),
  /** How often it was done and asked for something. */
  runs: z.number(),
  /** Requests of the time that took most. */
  most: z.number(),
});

/** What a store has cost since the app was started. */
export const usageSchema = z.object({ total: tallySchema, actions: z.array(actionUsageSchema) });

export type RequestKind = (typeof requestKinds)[number];
export type Tally = z.infer<typeof tallySchema>;
export type ActionUsage = z.infer<typeof actionUsageSchema>;
export type Usage = z.infer<typeof usageSchema>;

export function emptyTally(): Tally {
  const requests = { list: 0, get: 0, head: 0, put: 0, delete: 0, post: 0, signIn: 0 };
  return { requests, bytesUp: 0, bytesDown: 0 };
}

/** Requests of all kinds. */
export function requestsOf({ requests }: Tally): number {
  return requestKinds.reduce((sum, kind) => sum + requests[kind], 0);
}

/** Adds what one tally holds to another. */
export function addTally(to: Tally, { requests, bytesUp, bytesDown }: Tally): void {
  for (const kind of requestKinds) to.requests[kind] += requests[kind];
  to.bytesUp += bytesUp;
  to.bytesDown += bytesDown;
}
