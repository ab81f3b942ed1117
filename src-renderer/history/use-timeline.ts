import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { onEvent } from '../client/events.ts';
import { onStale } from '../shell/stale.ts';
import { TimelineReader, type TimelineState } from './timeline.ts';

/** A file's timeline, kept up to date while it is shown. */
export function useTimeline(
  store: StoreId,
  key: string,
  first?: number,
): TimelineState & { reader: TimelineReader } {
  const reader = useMemo(
    () =>
      new TimelineReader((cursor, limit) => client.history.timeline({ store, key, cursor, limit }), first),
    [store, key, first],
  );
  useEffect(() => {
    const refresh = () => void reader.refresh();
    refresh();
    const stops = [
      onEvent('changed', (event) => {
        const named = event.keys.length === 0 || event.keys.includes(key);
        if (event.store === store && named) refresh();
      }),
      onEvent('found', (event) => event.store === store && event.key === key && refresh()),
      onStale(refresh),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [reader, store, key]);
  return { ...useStore(reader.state), reader };
}
