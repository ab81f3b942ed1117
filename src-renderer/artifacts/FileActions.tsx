import { placeOf } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu, type MenuItem } from '../components/Menu.tsx';
import type { TreeItem } from '../tree/item.ts';
import { rowMenu } from '../tree/row-actions.ts';
import { saveAs } from './save-as.ts';

interface FileActionsProps {
  store: StoreId;
  fileKey: string;
  /** Shows the bytes; left out while they are shown. */
  onBytes: (() => void) | undefined;
}

/** The file as a row of the tree, whose actions are the file's. */
function itemOf(store: StoreId, key: string): TreeItem {
  const place = placeOf(key);
  if (place.kind !== 'artifact') return { kind: 'file', store, key };
  return { kind: 'artifact', store, session: place.session, name: place.name, key };
}

/** What can be done with a file, at the right of its head. */
export function FileActions({ store, fileKey, onBytes }: FileActionsProps) {
  const items: MenuItem[] = rowMenu([itemOf(store, fileKey)]).filter(
    (item) => item === 'separator' || item.label !== 'Open',
  );
  if (items[0] === 'separator') items.shift();
  if (onBytes) items.unshift({ label: 'Show its bytes', icon: 'hex', run: onBytes }, 'separator');
  return (
    <>
      <Button icon="download" labelCollapses onClick={() => saveAs(store, fileKey)}>
        Save as…
      </Button>
      <Menu items={items}>
        <IconButton icon="more" label="More" />
      </Menu>
    </>
  );
}
