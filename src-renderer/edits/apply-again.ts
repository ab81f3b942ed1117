import type { Edit } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { openMerge } from '../merge/open-merge.ts';

/** Brings an edit that was replaced and what took its place together, in the merge editor. */
export function applyAgain(store: StoreId, edit: Edit): void {
  openMerge({ store, key: edit.key, edit: edit.id });
}
