import { useCallback, useEffect, useRef, useState } from 'react';
import type { SessionContents, WorkflowDefinitionFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { dropMarksOfGone } from '../live/outside-marks.ts';
import { onStale } from '../shell/stale.ts';

interface Session {
  contents: SessionContents;
  definitions: readonly WorkflowDefinitionFacts[];
}

interface SessionState {
  /** What was read last; it stays while it is read again, and when that fails. */
  session: Session | null;
  error: ErrorDescription | null;
}

async function read(store: StoreId, session: string, signal: AbortSignal): Promise<Session> {
  const [contents, definitions] = await Promise.all([
    client.sessions.contents({ store, session }, { signal }),
    // An overview without its definitions is still one.
    client.sessions.workflows({ store }, { signal }).catch(() => []),
  ]);
  return { contents, definitions };
}

/** Calls back when what lies below a session may have changed. Returns how to stop. */
function onSessionChanged(store: StoreId, session: string, changed: () => void): () => void {
  const below = (key: string) => key === `sessions/${session}` || key.startsWith(`sessions/${session}/`);
  const stops = [
    onStale(changed),
    onEvent('changed', (event) => {
      if (event.store === store && (event.keys.length === 0 || event.keys.some(below))) changed();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** A run writes often: what it changes is read at most once in so many ms. */
const rest = 300;

/** All that lies below a session; read again when it changes, on focus and by `again`. */
export function useSession(store: StoreId, session: string): SessionState & { again: () => void } {
  const [state, setState] = useState<SessionState>({ session: null, error: null });
  const reload = useRef(() => {});
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      if (stop.signal.aborted) return;
      try {
        const loaded = await read(store, session, stop.signal);
        if (stop.signal.aborted) return;
        dropMarksOfGone(store, loaded.contents);
        setState({ session: loaded, error: null });
      } catch (error) {
        const described = describeError(error, stop.signal);
        if (!described.cancelled) setState((before) => ({ ...before, error: described }));
      }
    };
    reload.current = oneAtATime(load, rest);
    reload.current();
    const stopListening = onSessionChanged(store, session, () => reload.current());
    return () => {
      stopListening();
      stop.abort();
    };
  }, [store, session]);
  const again = useCallback(() => reload.current(), []);
  return { ...state, again };
}
