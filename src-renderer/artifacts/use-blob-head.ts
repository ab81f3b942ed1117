import { useEffect, useRef, useState } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { onStale } from '../shell/stale.ts';
import { type BlobHead, fetchHead } from './blobs.ts';

/** What was seen of a file. */
export interface Looked {
  /** Null until the file was looked at. It stays when a later look fails. */
  head: BlobHead | null;
  error: ErrorDescription | null;
  /** Looks again. */
  again: () => void;
}

/** A file that changes often is looked at once in so many ms. */
const rest = 300;

/** A file's first bytes and facts; looked at again when main says that it changed. */
export function useBlobHead(store: StoreId, key: string): Looked {
  const [looked, setLooked] = useState<Omit<Looked, 'again'> & { of: string }>();
  const reload = useRef(() => {});
  const of = JSON.stringify([store, key]);
  useEffect(() => {
    const stop = new AbortController();
    const look = async () => {
      if (stop.signal.aborted) return;
      try {
        const head = await fetchHead(store, key, stop.signal);
        if (!stop.signal.aborted) setLooked({ of, head, error: null });
      } catch (error) {
        const described = describeError(error, stop.signal);
        if (described.cancelled) return;
        setLooked((before) => ({ of, head: before?.of === of ? before.head : null, error: described }));
      }
    };
    const again = oneAtATime(look, rest);
    reload.current = again;
    again();
    const stops = [
      onStale(again),
      onEvent('changed', (event) => {
        if (event.store === store && (event.keys.length === 0 || event.keys.includes(key))) again();
      }),
    ];
    return () => {
      for (const each of stops) each();
      stop.abort();
    };
  }, [store, key, of]);
  const current = looked?.of === of ? looked : null;
  return {
    head: current?.head ?? null,
    error: current?.error ?? null,
    again: () => reload.current(),
  };
}
