import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { dropMarksOfGone } from '../live/outside-marks.ts';
import type { Fetched } from './store-data.ts';
import { changed, dataOf } from './tree-store.ts';

async function refetch<T>(slot: Fetched<T>, fetch: () => Promise<T>): Promise<void> {
  if (slot.loading) {
    slot.again = true;
    return;
  }
  slot.loading = true;
  do {
    slot.again = false;
    try {
      slot.value = await fetch();
      slot.error = null;
    } catch (error) {
      slot.error = describeError(error);
    }
    changed();
  } while (slot.again);
  slot.loading = false;
}

/** Reads what lies below a session; what was read before stays while it is read again. */
export async function readContents(store: StoreId, session: string): Promise<void> {
  const data = dataOf(store);
  let slot = data.contents.get(session);
  if (!slot) {
    slot = { value: null, error: null, loading: false };
    data.contents.set(session, slot);
    changed();
  }
  await refetch(slot, async () => {
    const contents = await client.sessions.contents({ store, session });
    data.facts.set(session, contents.facts);
    data.fresh.add(session);
    data.revision += 1;
    dropMarksOfGone(store, contents);
    return contents;
  });
}

/** Reads the places of a store beside its sessions. */
export async function readSections(store: StoreId): Promise<void> {
  await refetch(dataOf(store).sections, () => client.sessions.sections({ store }));
}
