import type { StoreId } from '#shared/model/store.ts';
import { currentStore } from '../shell/current-store.ts';
import { type Selected, useSelection } from '../shell/selection.ts';
import { storeById } from '../stores/stores.ts';

const sessionOfKey = (key: string) => /^sessions\/([^/]+)\//.exec(key)?.[1] ?? null;

/** The session that a selected thing belongs to. */
export function sessionOf(selected: Selected | null): { store: StoreId; session: string } | null {
  if (!selected || !('store' in selected) || !selected.store) return null;
  if ('session' in selected) return { store: selected.store, session: selected.session };
  const session = 'key' in selected ? sessionOfKey(selected.key) : null;
  return session === null ? null : { store: selected.store, session };
}

/** The session of what is selected, where its store can be written to. */
export function writableSession(): { store: StoreId; session: string } | null {
  const found = sessionOf(useSelection.getState().selected);
  return found && isWritable(found.store) ? found : null;
}

/** The store that a new session would go to, where it can be written to. */
export function writableStore(): StoreId | null {
  const store = currentStore();
  return store && isWritable(store.id) ? store.id : null;
}

function isWritable(id: StoreId): boolean {
  const store = storeById(id);
  return store?.state === 'open' && !store.readOnly;
}
