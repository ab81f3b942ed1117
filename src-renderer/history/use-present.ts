import { useEffect, useState } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { onStale } from '../shell/stale.ts';

/** In ms. */
const restBetweenLooks = 200;

/**
 * The store's token for what a file holds now: null where there is none, undefined while it is not known. The file
 * is opened for it, so that what somebody else wrote is in its timeline.
 */
export function usePresent(store: StoreId, key: string): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // A file that is written all the time is read anew only so often, and answers never overtake each other.
    const look = oneAtATime(async () => {
      if (signal.aborted) return;
      try {
        const { version } = await client.documents.open({ store, key }, { signal });
        if (!signal.aborted) setToken(version);
      } catch (error) {
        const { code, data, cancelled } = describeError(error, signal);
        if (!cancelled) setToken(code === 'NOT_FOUND' && data.where === key ? null : undefined);
      }
    }, restBetweenLooks);
    look();
    const stops = [
      onEvent('changed', (event) => {
        const named = event.keys.length === 0 || event.keys.includes(key);
        if (event.store === store && named) look();
      }),
      onStale(look),
    ];
    return () => {
      controller.abort();
      for (const stop of stops) stop();
    };
  }, [store, key]);
  return token;
}
