import type { StoreId } from '#shared/model/store.ts';
import { nameOfKey } from '../shell/names.ts';
import { downloadUrlOf } from './blobs.ts';

/** Saves a copy of a file where the user says. */
export function saveAs(store: StoreId, key: string): void {
  const link = document.createElement('a');
  link.href = downloadUrlOf(store, key);
  link.download = nameOfKey(key);
  link.click();
}
