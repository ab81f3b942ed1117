import type { StoreId } from '#shared/model/store.ts';
import type { MenuItem } from '../components/Menu.tsx';
import { nameOfKey } from '../shell/names.ts';
import { downloadUrlOf } from './blobs.ts';

/** Saves a copy of a file where the user says. */
export function saveAs(store: StoreId, key: string): void {
  const link = document.createElement('a');
  link.href = downloadUrlOf(store, key);
  link.download = nameOfKey(key);
  link.click();
}

/** The rest of what can be done with a file. */
export function fileMenu(store: StoreId, key: string, _canOpenOutside: boolean): MenuItem[] {
  return [
    { label: 'Copy the key', icon: 'copy', run: () => void navigator.clipboard.writeText(key) },
    { label: 'Save as…', icon: 'download', run: () => saveAs(store, key) },
  ];
}
