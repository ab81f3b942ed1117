import type { OpenS3 } from '#shared/contract/stores.ts';
import type { ConnectionLocation, ConnectionSettings } from '#shared/model/connection.ts';
import { samePlace } from '#shared/model/same-place.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { mayCloseStore } from '../shell/dirty.ts';
import { say } from '../shell/said.ts';
import { tabsOfStore } from '../shell/store-tabs.ts';
import { dropTabs, replaceTab } from '../shell/tabs.ts';
import { openBy } from '../stores/open.ts';
import { refreshStores, storeById } from '../stores/stores.ts';
import { dropEdits } from './edited-forms.ts';
import type { Keys } from './KeyInputs.tsx';

interface Saved extends ConnectionSettings {
  store: StoreId | null;
  location: ConnectionLocation;
  keys?: Keys;
  form?: string;
}

/** Saves a connection without connecting. Answers null when it was, else why not; `''` where it was given up. */
export async function saveConnection(tabId: string, what: Saved): Promise<string | null> {
  try {
    if (!(await mayLeavePlace(what.store, what.location))) return '';
    const saved = await client.connections.save(what);
    await refreshStores();
    dropEdits(tabId);
    if (saved.id !== what.store) {
      if (what.store !== null) dropTabs(tabsOfStore(what.store));
      replaceTab(tabId, { kind: 'connect', store: saved.id });
    }
    return null;
  } catch (error) {
    return describeError(error).message;
  }
}

/** An open store whose connection is to lead elsewhere is closed by that: asks about edits that would be lost. */
async function mayLeavePlace(id: StoreId | null, location: ConnectionLocation): Promise<boolean> {
  const store = storeById(id);
  if (store?.state !== 'open' || samePlace(store.location, location)) return true;
  return mayCloseStore(store.id, tabsOfStore(store.id));
}

/** Opens a bucket as the form has it, and closes the form. Answers why it could not be opened, else null. */
export async function connectBucket(
  tabId: string,
  first: Omit<OpenS3, 'root'>,
): Promise<ErrorDescription | null> {
  if (!(await mayLeavePlace(first.store ?? null, first.location))) return null;
  const { keys: _, ...again } = first;
  const before = storeById(first.store ?? null)?.location;
  // Its root was found when it was opened first: another one would be another place, and close what is open.
  const known = before && samePlace(before, first.location) ? { root: '' } : {};
  const outcome = await openBy(`s3://${first.location.bucket}`, (root, signal) =>
    client.stores.openS3(root === undefined ? { ...first, ...known } : { ...again, root }, { signal }),
  );
  if (outcome.kind === 'opened') {
    dropEdits(tabId);
    dropTabs([tabId]);
    if (outcome.store.problem !== null) say({ kind: 'error', text: outcome.store.problem });
  }
  return outcome.kind === 'failed' ? outcome.error : null;
}
