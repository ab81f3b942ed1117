import { useEffect, useState } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
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

/** A file's first bytes and facts; looked at again when main says that it changed. */
export function useBlobHead(store: StoreId, key: string): Looked {
  const [attempt, setAttempt] = useState(0);
  const [looked, setLooked] = useState<Omit<Looked, 'again'> & { of: string }>();
  const of = JSON.stringify([store, key]);
  useEffect(() => {
    const again = () => setAttempt((count) => count + 1);
    const stops = [
      onStale(again),
      onEvent('changed', (event) => {
        if (event.store === store && event.keys.includes(key)) again();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [store, key]);
  useEffect(() => {
    const stop = new AbortController();
    const look = async () => {
      try {
        const head = await fetchHead(store, key, stop.signal);
        if (!stop.signal.aborted) setLooked({ of, head, error: null });
      } catch (error) {
        const described = describeError(error, stop.signal);
        if (described.cancelled) return;
        setLooked((before) => ({ of, head: before?.of === of ? before.head : null, error: described }));
      }
    };
    // Each attempt is a new look at the same file.
    if (attempt >= 0) void look();
    return () => stop.abort();
  }, [store, key, of, attempt]);
  const current = looked?.of === of ? looked : null;
  return {
    head: current?.head ?? null,
    error: current?.error ?? null,
    again: () => setAttempt((count) => count + 1),
  };
}
