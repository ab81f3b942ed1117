import type { StoreId } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu, type MenuItem } from '../components/Menu.tsx';
import { fileMenu } from './file-menu.ts';
import { saveAs } from './save-as.ts';

interface FileActionsProps {
  store: StoreId;
  fileKey: string;
  /** Shows the bytes; left out while they are shown. */
  onBytes: (() => void) | undefined;
}

/** What can be done with a file, at the right of its head. */
export function FileActions({ store, fileKey, onBytes }: FileActionsProps) {
  const items: MenuItem[] = fileMenu(store, fileKey);
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
