import type { Store } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { openTab } from '../shell/tabs.ts';
import { revealTab } from './reveal.ts';
import { takeFound } from './searching.ts';
import { changed, dataOf } from './tree-store.ts';

/** Whether a store may hold sessions that are not in the list yet. */
export function isListedInPart(store: Store): boolean {
  return store.state === 'open' && store.listing === 'paged' && dataOf(store.id).listing !== 'complete';
}

/** Opens a session by its id, at the cost of one request wherever it stands. False where there is none of that id. */
export async function goToSession(store: Store, session: string, signal?: AbortSignal): Promise<boolean> {
  const facts = await client.sessions.find({ store: store.id, session }, signal ? { signal } : {});
  if (!facts) return false;
  const data = dataOf(store.id);
  data.pinned.add(session);
  data.facts.set(session, facts);
  data.fresh.add(session);
  takeFound(data, [session]);
  changed();
  const ref = { kind: 'session', store: store.id, session } as const;
  openTab(ref);
  revealTab(ref);
  return true;
}
