import type { StoreId } from '#shared/model/store.ts';
import { openDocuments } from '../documents/documents.ts';
import { refreshStore } from '../tree/refresh.ts';

/**
 * Goes on in a store that somebody has signed in to again: saves what was refused because of that, and reads again
 * what the tree shows. Nothing else is repeated.
 */
export function resume(store: StoreId): void {
  for (const document of openDocuments()) {
    const { trouble } = document.state.getState();
    const waits = trouble?.kind === 'refused' && trouble.error.code === 'SIGN_IN';
    if (document.store === store && waits) void document.save();
  }
  void refreshStore(store);
}
