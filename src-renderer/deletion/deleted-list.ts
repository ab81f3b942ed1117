import { useEffect, useState } from 'react';
import type { Deleted } from '#shared/model/app.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';

interface DeletedList {
  /** Newest first; null until main has answered. */
  list: readonly Deleted[] | null;
  problem: string | null;
}

/** What can be brought back in a store, kept up to date. */
export function useDeletedList(store: StoreId): DeletedList {
  const [answer, setAnswer] = useState<DeletedList>({ list: null, problem: null });
  useEffect(() => {
    let wanted = true;
    const load = async () => {
      try {
        const list = await client.deletion.list({ store });
        if (wanted) setAnswer({ list, problem: null });
      } catch (error) {
        if (wanted) setAnswer(({ list }) => ({ list, problem: describeError(error).message }));
      }
    };
    void load();
    const stop = onEvent('changed', (event) => event.store === store && void load());
    return () => {
      wanted = false;
      stop();
    };
  }, [store]);
  return answer;
}
