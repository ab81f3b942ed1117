import { useEffect, useState } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import type { Usage } from '#shared/model/usage.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { onStale } from '../shell/stale.ts';

/** In ms: while requests are made all the time, the table is brought up to date not more often than this. */
const restBetweenLoads = 500;

/** What a store has cost by action, kept up to date while it is shown. */
export function useUsageOf(store: StoreId): { usage: Usage | null; problem: string | null } {
  const [answer, setAnswer] = useState<{ usage: Usage | null; problem: string | null }>({
    usage: null,
    problem: null,
  });
  useEffect(() => {
    let wanted = true;
    const load = oneAtATime(async () => {
      if (!wanted) return;
      try {
        const usage = await client.meter.usage({ store });
        if (wanted) setAnswer({ usage, problem: null });
      } catch (error) {
        if (wanted) setAnswer(({ usage }) => ({ usage, problem: describeError(error).message }));
      }
    }, restBetweenLoads);
    load();
    const stops = [onEvent('usage', (event) => event.store === store && load()), onStale(load)];
    return () => {
      wanted = false;
      for (const stop of stops) stop();
    };
  }, [store]);
  return answer;
}
