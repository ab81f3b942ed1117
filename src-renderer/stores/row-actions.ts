import type { Store } from '#shared/model/store.ts';
import type { IconName } from '../components/Icon.tsx';
import { openConnections, removeConnection } from '../connections/list-actions.ts';
import { type RowAction, registerRowActions } from '../tree/row-actions.ts';
import { closeStore, setReadOnly } from './actions.ts';
import { askStoreName } from './rename.ts';
import { storeById } from './stores.ts';

/** An action on one store's row, shown where it makes sense for the store. */
function onStore(
  id: string,
  label: string,
  icon: IconName | undefined,
  fits: (store: Store) => boolean,
  run: (store: Store) => unknown,
): RowAction {
  return {
    id,
    group: 'store',
    label,
    ...(icon ? { icon } : {}),
    when: ([item, more]) => {
      const store = !more && item?.kind === 'store' ? storeById(item.store) : null;
      return store !== null && fits(store);
    },
    run: ([item]) => {
      const store = item && storeById(item.store);
      if (store) void run(store);
    },
  };
}

const isOpen = (store: Store) => store.state === 'open';

registerRowActions([
  onStore(
    'store.rename',
    'Rename…',
    undefined,
    () => true,
    ({ id }) => askStoreName(id),
  ),
  onStore(
    'store.settings',
    'Change how it is reached…',
    'key',
    ({ location }) => location.kind !== 'memory',
    ({ id }) => openConnections(id),
  ),
  onStore(
    'store.readOnlyOn',
    'Make read-only',
    'lock',
    (store) => isOpen(store) && !store.readOnly,
    ({ id }) => setReadOnly(id, true),
  ),
  onStore(
    'store.readOnlyOff',
    'Allow changes',
    'lock',
    (store) => isOpen(store) && store.readOnly,
    ({ id }) => setReadOnly(id, false),
  ),
  onStore('store.close', 'Close', 'close', isOpen, ({ id }) => closeStore(id)),
  onStore(
    'store.forget',
    'Remove from the list',
    'minus',
    () => true,
    ({ id }) => removeConnection(id),
  ),
]);
