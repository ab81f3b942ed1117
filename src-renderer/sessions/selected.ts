import type { StoreId } from '#shared/model/store.ts';
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

/** The store of what is selected, where it can be written to. */
export function writableStore(): StoreId | null {
  const { selected } = useSelection.getState();
  const store = selected && 'store' in selected ? selected.store : undefined;
  return store && isWritable(store) ? store : null;
}

function isWritable(id: StoreId): boolean {
  const store = storeById(id);
  return store?.state === 'open' && !store.readOnly;
}
