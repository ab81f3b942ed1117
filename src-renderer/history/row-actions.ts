import { storeById } from '../stores/stores.ts';
import { keyOf, type TreeItem } from '../tree/item.ts';
import { registerRowActions } from '../tree/row-actions.ts';
import { openHistory } from './open-history.ts';

/** The file that a row stands for; null for folders, and for what has none. */
function fileOf(item: TreeItem | undefined): string | null {
  switch (item?.kind) {
    case 'node':
    case 'record':
    case 'messages':
    case 'history':
    case 'artifact':
    case 'file':
      return keyOf(item);
    default:
      return null;
  }
}

registerRowActions([
  {
    id: 'history',
    group: 'open',
    label: 'History',
    icon: 'history',
    when: ([item, more]) =>
      !more && fileOf(item) !== null && storeById(item?.store ?? null)?.state === 'open',
    run: ([item]) => {
      const key = fileOf(item);
      if (item && key !== null) openHistory(item.store, key);
    },
  },
]);
