import type { OpenS3 } from '#shared/contract/stores.ts';
import type { ConnectionLocation, ConnectionSettings } from '#shared/model/connection.ts';
import { samePlace } from '#shared/model/same-place.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import { mayCloseStore } from '../shell/dirty.ts';
import { say } from '../shell/said.ts';
import { tabsOfStore } from '../shell/store-tabs.ts';
import { tabId as idOfTab } from '../shell/tab-ref.ts';
import { dropTabs, replaceTab } from '../shell/tabs.ts';
import { openBy } from '../stores/open.ts';
import { refreshStores, storeById } from '../stores/stores.ts';
import { moveRun } from '../xray/kept-runs.ts';
import { dropEdits } from './edited-forms.ts';
import type { TakenKeys } from './KeyInputs.tsx';
import { showStores } from './list-actions.ts';

interface Saved extends ConnectionSettings {
  store: StoreId | null;
  location: ConnectionLocation;
  form?: string;
}

/** Saves a connection without connecting. Answers null when it was, else why not. */
export async function saveConnection(
  tabId: string,
  what: Saved,
  taken: TakenKeys | null = null,
): Promise<string | null> {
  try {
    const saved = await client.connections.save({ ...what, ...sentWith(taken) });
    await refreshStores();
    dropEdits(tabId);
    if (saved.id !== what.store) {
      if (what.store !== null) dropTabs(tabsOfStore(what.store));
      const form = { kind: 'connect', store: saved.id } as const;
      moveRun(tabId, idOfTab(form));
      replaceTab(tabId, form);
    }
    return null;
  } catch (error) {
    const { message, answered } = describeError(error);
    if (!answered) taken?.giveBack();
    return message;
  }
}

const sentWith = (taken: TakenKeys | null) => (taken ? { keys: taken.keys } : {});

/**
 * An open store whose connection is to lead elsewhere is closed by that: asks about edits that would be lost. To be asked before anything is taken from a form: whoever cancels finds it as it was.
 */
export async function mayLeavePlace(id: StoreId | null, location: ConnectionLocation): Promise<boolean> {
  const store = storeById(id);
  if (store?.state !== 'open' || samePlace(store.location, location)) return true;
  return mayCloseStore(store.id, tabsOfStore(store.id));
}

/** Opens a bucket as the form has it, and closes the form. Answers why it could not be opened, else null. */
export async function connectBucket(
  tabId: string,
  what: Omit<OpenS3, 'root' | 'keys'>,
  taken: TakenKeys | null,
): Promise<ErrorDescription | null> {
  const before = storeById(what.store ?? null)?.location;
  // Its root was found when it was opened first: another one would be another place, and close what is open.
  const known = before && samePlace(before, what.location) ? { root: '' } : {};
  let isAnswered = false;
  const outcome = await openBy(`s3://${what.location.bucket}`, async (root, signal) => {
    const first = { ...what, ...sentWith(taken), ...known };
    const result = await client.stores.openS3(root === undefined ? first : { ...what, root }, { signal });
    isAnswered = true;
    return result;
  });
  if (outcome.kind === 'failed' && outcome.error.answered) isAnswered = true;
  if (!isAnswered) taken?.giveBack();
  if (outcome.kind === 'opened') {
    dropEdits(tabId);
    dropTabs([tabId]);
    // The form of another connection may come up in its place: the store is to be seen beside it.
    showStores();
    if (outcome.store.problem !== null) say({ kind: 'error', text: outcome.store.problem });
  }
  return outcome.kind === 'failed' ? outcome.error : null;
}
