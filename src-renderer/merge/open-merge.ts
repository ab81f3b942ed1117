import type { StoreId } from '#shared/model/store.ts';
import { openTab } from '../shell/tabs.ts';

/**
 * Opens the merge of a file: of an edit that was replaced, by its id, with what took its place; or (null) of the
 * unsaved edits of the open document with what somebody else wrote meanwhile.
 */
export function openMerge({ store, key, edit }: { store: StoreId; key: string; edit: string | null }): void {
  openTab({ kind: 'merge', store, key, edit });
}
