import { useEffect, useState } from 'react';
import type { Edit } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { onStale } from '../shell/stale.ts';

interface EditsList {
  /** Newest first; null until main has answered. */
  edits: readonly Edit[] | null;
  /** Whether all are there: they are read a page at a time. */
  whole: boolean;
  problem: string | null;
}

const pageSize = 500;
/** In ms: the list is read again not more often than this, once for all changes of that time. */
const pause = 300;

/** Every edit of a store, read page by page and kept up to date. What is read shows at once. */
export function useEditsList(store: StoreId): EditsList & { again: () => void } {
  const [list, setList] = useState<EditsList>({ edits: null, whole: false, problem: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // What a run replaces again and again must not keep the list from being read to its end.
    const load = oneAtATime(async () => {
      if (signal.aborted) return;
      const edits: Edit[] = [];
      try {
        for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
          const page: { edits: Edit[]; cursor: string | null } = await client.edits.list(
            { store, cursor, limit: pageSize },
            { signal },
          );
          edits.push(...page.edits);
          cursor = page.cursor;
          const whole = cursor === null;
          // A list that is read again is not shown until it is as long as before.
          setList((now) =>
            whole || !now.edits || edits.length >= now.edits.length
              ? { edits: [...edits], whole, problem: null }
              : now,
          );
        }
      } catch (error) {
        const { cancelled, message } = describeError(error, signal);
        if (!cancelled) setList((now) => ({ ...now, problem: message }));
      }
    }, pause);
    if (attempt >= 0) load();
    const stops = [onEvent('edits', (event) => event.store === store && load()), onStale(load)];
    return () => {
      controller.abort();
      for (const stop of stops) stop();
    };
  }, [store, attempt]);
  return { ...list, again: () => setAttempt((count) => count + 1) };
}
