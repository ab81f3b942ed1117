import type { MenuItem } from '../components/Menu.tsx';
import { closeStore, setReadOnly } from '../stores/actions.ts';
import { storeById, useStores } from '../stores/stores.ts';
import { foldersOf, stepped } from './list.ts';
import {
  arrange,
  connectFromList,
  duplicateConnection,
  putAt,
  removeConnection,
  showConnection,
} from './list-actions.ts';
import { useList } from './list-state.ts';

/** What can be done with the connection that the menu was opened on. */
export function menuOf(): MenuItem[] {
  const store = storeById(useList.getState().cursor);
  if (!store) return [];
  const stores = useStores.getState().stores ?? [];
  const open = store.state === 'open';
  const step = (label: string, icon: 'arrow-up' | 'arrow-down', by: -1 | 1): MenuItem => {
    const order = stepped(stores, store.id, by);
    return {
      label,
      icon,
      keys: by < 0 ? 'Alt+Up' : 'Alt+Down',
      disabled: order === null,
      run: () => void arrange(order),
    };
  };
  const others = foldersOf(stores).filter((folder) => folder !== store.folder);
  return [
    open
      ? { label: 'Close', icon: 'close', run: () => void closeStore(store.id) }
      : { label: 'Connect', icon: 'refresh', keys: 'Mod+Enter', run: () => void connectFromList(store) },
    { label: 'Edit', icon: 'key', keys: 'Enter', run: () => showConnection(store.id, { preview: false }) },
    ...(store.location.kind === 's3'
      ? [{ label: 'Duplicate', icon: 'copy' as const, run: () => void duplicateConnection(store.id) }]
      : []),
    ...(open
      ? [
          {
            label: store.readOnly ? 'Allow changes' : 'Make read-only',
            icon: 'lock' as const,
            run: () => void setReadOnly(store.id, !store.readOnly),
          },
        ]
      : []),
    'separator',
    step('Move up', 'arrow-up', -1),
    step('Move down', 'arrow-down', 1),
    ...others.map((folder) => ({
      label: `Move to ${folder}`,
      icon: 'folder' as const,
      run: () => void putAt(store.id, { endOf: folder }),
    })),
    { label: 'Move to a new group…', icon: 'folder', run: () => useList.setState({ grouping: store.id }) },
    ...(store.folder === ''
      ? []
      : [{ label: `Take out of ${store.folder}`, run: () => void putAt(store.id, { endOf: '' }) }]),
    'separator',
    {
      label: 'Remove from the list',
      icon: 'minus',
      keys: 'Delete',
      danger: true,
      run: () => void removeConnection(store.id),
    },
  ];
}
