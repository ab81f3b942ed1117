import type { StoreId } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu, type MenuItem } from '../components/Menu.tsx';
import { useAppInfo } from '../shell/app-info.ts';
import { fileMenu, saveAs } from './file-actions.ts';

/** What can be done with a file, at the right of its head. */
export function FileActions({ store, fileKey }: { store: StoreId; fileKey: string }) {
  const canOpenOutside = useAppInfo(({ info }) => info?.capabilities.openOutside ?? false);
  const items: MenuItem[] = fileMenu(store, fileKey, canOpenOutside);
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
