import { useCallback, useEffect, useState } from 'react';
import type { SessionContents, WorkflowDefinitionFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { onEvent } from '../client/events.ts';
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
      if (event.store === store && event.keys.some(below)) changed();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** All that lies below a session; read again when it changes, on focus and by `again`. */
export function useSession(store: StoreId, session: string): SessionState & { again: () => void } {
  const [state, setState] = useState<SessionState>({ session: null, error: null });
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => onSessionChanged(store, session, again), [store, session, again]);
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      try {
        const loaded = await read(store, session, stop.signal);
        if (!stop.signal.aborted) setState({ session: loaded, error: null });
      } catch (error) {
        const described = describeError(error, stop.signal);
        if (!described.cancelled) setState((before) => ({ ...before, error: described }));
      }
    };
    // Each attempt reads the same session once more.
    if (attempt >= 0) void load();
    return () => stop.abort();
  }, [store, session, attempt]);
  return { ...state, again };
}
