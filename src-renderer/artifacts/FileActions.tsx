import type { StoreId } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu, type MenuItem } from '../components/Menu.tsx';
import { useAppInfo } from '../shell/app-info.ts';
import { fileMenu, saveAs } from './file-actions.ts';

interface FileActionsProps {
  store: StoreId;
  fileKey: string;
  /** Shows the bytes; left out while they are shown. */
  onBytes: (() => void) | undefined;
}

/** What can be done with a file, at the right of its head. */
export function FileActions({ store, fileKey, onBytes }: FileActionsProps) {
  const canOpenOutside = useAppInfo(({ info }) => info?.capabilities.openOutside ?? false);
  const items: MenuItem[] = fileMenu(store, fileKey, canOpenOutside);
  if (onBytes) items.unshift({ label: 'Show its bytes', icon: 'hex', run: onBytes });
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
