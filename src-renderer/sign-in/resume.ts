import type { StoreId } from '#shared/model/store.ts';
import { openDocuments } from '../documents/documents.ts';

/** Saves what was refused in a store because somebody had to sign in. Nothing else is repeated. */
export function resumeSaves(store: StoreId): void {
  for (const document of openDocuments()) {
    const { trouble } = document.state.getState();
    const waits = trouble?.kind === 'refused' && trouble.error.code === 'SIGN_IN';
    if (document.store === store && waits) void document.save();
  }
}
