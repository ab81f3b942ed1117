import { nextDelay } from './backoff.ts';
import { useConnection } from './connection.ts';

/** A stream of main's, and what is done with it. */
export interface Subscription<T> {
  subscribe(signal: AbortSignal): Promise<AsyncIterable<T>>;
  /** `again`: not for the first time, so something may have been missed. */
  begun?(again: boolean): void;
  take(item: T): void;
  /** It brings nothing more. */
  ended?(): void;
}

/**
 * Stays subscribed: anew on each connection, and on the same one, after a pause, where the stream ends though the
 * connection does not. Called once for each stream.
 */
export function staySubscribed<T>(subscription: Subscription<T>): void {
  let again = false;
  const follow = async (signal: AbortSignal) => {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const stream = await subscription.subscribe(signal);
        subscription.begun?.(again);
        again = true;
        for await (const item of stream) {
          failures = 0;
          subscription.take(item);
        }
      } catch {
        // Whatever ended it, it is asked for again.
      }
      if (signal.aborted) return;
      subscription.ended?.();
      await new Promise((resolve) => setTimeout(resolve, nextDelay(failures)));
      failures += 1;
    }
  };
  let connected: AbortController | null = null;
  useConnection.subscribe((now, before) => {
    if (now.state === before.state && now.generation === before.generation) return;
    connected?.abort();
    connected = null;
    subscription.ended?.();
    if (now.state !== 'open') return;
    connected = new AbortController();
    void follow(connected.signal);
  });
}
