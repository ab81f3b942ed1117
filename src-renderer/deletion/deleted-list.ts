import { useEffect, useState } from 'react';
import type { Deleted } from '#shared/model/app.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { onStale } from '../shell/stale.ts';

interface DeletedList {
  /** Newest first; null until main has answered. */
  list: readonly Deleted[] | null;
  problem: string | null;
}

/** In ms: a store that is written all the time is asked not more often than this. */
const restBetweenLoads = 300;

/** What can be brought back in a store, kept up to date. */
export function useDeletedList(store: StoreId): DeletedList {
  const [answer, setAnswer] = useState<DeletedList>({ list: null, problem: null });
  useEffect(() => {
    let wanted = true;
    const load = oneAtATime(async () => {
      if (!wanted) return;
      try {
        const list = await client.deletion.list({ store });
        if (wanted) setAnswer({ list, problem: null });
      } catch (error) {
        if (wanted) setAnswer(({ list }) => ({ list, problem: describeError(error).message }));
      }
    }, restBetweenLoads);
    load();
    const stops = [onEvent('changed', (event) => event.store === store && load()), onStale(load)];
    return () => {
      wanted = false;
      for (const stop of stops) stop();
    };
  }, [store]);
  return answer;
}
