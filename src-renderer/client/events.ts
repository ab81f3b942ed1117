import type { AppEvent } from '#shared/model/app.ts';
import { client } from './client.ts';
import { staySubscribed } from './subscription.ts';

type Kind = AppEvent['kind'];
type EventOf<K extends Kind> = Extract<AppEvent, { kind: K }>;
type Listener = (event: AppEvent) => void;

const listeners = new Map<Kind, Set<Listener>>();
const resumed = new Set<() => void>();

/** Calls `listener` for each event of one kind. Returns how to stop. */
export function onEvent<K extends Kind>(kind: K, listener: (event: EventOf<K>) => void): () => void {
  const entry: Listener = (event) => listener(event as EventOf<K>);
  const set = listeners.get(kind) ?? new Set();
  listeners.set(kind, set.add(entry));
  return () => set.delete(entry);
}

/** Calls `listener` whenever events are heard again: some may have been missed, so what is shown should be asked again. */
export function onReconnected(listener: () => void): () => void {
  resumed.add(listener);
  return () => resumed.delete(listener);
}

/** Tells the listeners of this window at once what it did itself, e.g. that it deleted files. */
export function announce(event: AppEvent): void {
  for (const listener of listeners.get(event.kind) ?? []) listener(event);
}

/** Subscribes to main's events, and stays so. Called once. */
export function followEvents(): void {
  staySubscribed({
    subscribe: (signal) => client.app.events(undefined, { signal }),
    begun: (again) => {
      if (again) for (const listener of resumed) listener();
    },
    take: announce,
  });
}
