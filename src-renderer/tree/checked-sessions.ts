import type { Store } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { relistSessions } from './listing.ts';
import { takeSessions } from './seen-sessions.ts';
import { dataOf } from './tree-store.ts';

/** More than this are not looked at one by one. */
const few = 20;

/** Finds out which of some sessions of a bucket are there, a request each, in place of listing it again. */
export async function checkSessions(store: Store, ids: readonly string[]): Promise<void> {
  if (ids.length > few) {
    await relistSessions(store);
    return;
  }
  const found = await Promise.all(
    ids.map((session) =>
      client.sessions.find({ store: store.id, session }).then(
        (facts) => facts !== null,
        () => null,
      ),
    ),
  );
  const appeared = ids.filter((_, at) => found[at] === true);
  for (const id of appeared) dataOf(store.id).pinned.add(id);
  takeSessions(
    store.id,
    appeared,
    ids.filter((_, at) => found[at] === false),
  );
  // Of some it is not known: listing them says why, where that fails too.
  if (found.includes(null)) await relistSessions(store);
}
