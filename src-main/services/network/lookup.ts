import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** What a lookup answers: an error, or addresses. */
type Answer = Parameters<Parameters<LookupFunction>[2]>;

/**
 * Makes what looks host names up as the system does, each name once at a time for all who ask. A process has few threads
 * for lookups: a name that nobody answers for would take all of them with its retries, and hold up every other store.
 */
export function sharedLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  const running = new Map<string, Promise<Answer>>();
  return (hostname, options, callback) => {
    const name = JSON.stringify([hostname, options]);
    const answer =
      running.get(name) ??
      new Promise<Answer>((resolve) => lookup(hostname, options, (...found) => resolve(found)));
    running.set(name, answer);
    void answer.then((found) => {
      if (running.get(name) === answer) running.delete(name);
      callback(...found);
    });
  };
}

/** The one lookup of this process. */
export const hostLookup = sharedLookup();
