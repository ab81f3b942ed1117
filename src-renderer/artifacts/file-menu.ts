import { placeOf } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import type { MenuItem } from '../components/Menu.tsx';
import type { TreeItem } from '../tree/item.ts';
import { rowMenu } from '../tree/row-actions.ts';

/** The file as a row of the tree, whose actions are the file's. */
function itemOf(store: StoreId, key: string): TreeItem {
  const place = placeOf(key);
  if (place.kind !== 'artifact') return { kind: 'file', store, key };
  return { kind: 'artifact', store, session: place.session, name: place.name, key };
}

/** A row's menu without what opens it, for where it is open. */
export function menuOfOpen(item: TreeItem): MenuItem[] {
  const items = rowMenu([item]).filter((entry) => entry === 'separator' || entry.label !== 'Open');
  return items[0] === 'separator' ? items.slice(1) : items;
}

/** What can be done with a file that is open. */
export function fileMenu(store: StoreId, key: string): MenuItem[] {
  return menuOfOpen(itemOf(store, key));
}

/** What can be done with a file in a list. */
export function fileRowMenu(store: StoreId, key: string): MenuItem[] {
  return rowMenu([itemOf(store, key)]);
}
