import { useCallback, useEffect, useState } from 'react';
import type { SessionContents, WorkflowDefinitionFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { onEvent, onReconnected } from '../client/events.ts';

interface Session {
  contents: SessionContents;
  definitions: readonly WorkflowDefinitionFacts[];
}

interface SessionState {
  /** What was read last; it stays while it is read again, and when that fails. */
  session: Session | null;
  error: ErrorDescription | null;
}

/** At most one look per so many ms when the window gets the focus. */
const restBetween = 2_000;

async function read(store: StoreId, session: string, signal: AbortSignal): Promise<Session> {
  const [contents, definitions] = await Promise.all([
    client.sessions.contents({ store, session }, { signal }),
    // An overview without its definitions is still one.
    client.sessions.workflows({ store }, { signal }).catch(() => []),
  ]);
  return { contents, definitions };
}

/** Calls back when what lies below a session may have changed. */
function onSessionChanged(store: StoreId, session: string, changed: () => void): () => void {
  let last = Date.now();
  const onFocus = () => {
    if (Date.now() - last < restBetween) return;
    last = Date.now();
    changed();
  };
  const stopEvents = onEvent('changed', (event) => {
    const below = (key: string) => key === `sessions/${session}` || key.startsWith(`sessions/${session}/`);
    if (event.store === store && (event.keys.length === 0 || event.keys.some(below))) changed();
  });
  const stopReconnect = onReconnected(changed);
  window.addEventListener('focus', onFocus);
  return () => {
    stopEvents();
    stopReconnect();
    window.removeEventListener('focus', onFocus);
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
