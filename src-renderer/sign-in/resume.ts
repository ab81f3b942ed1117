import type { Store, StoreId } from '#shared/model/store.ts';
import { openDocuments } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { storeById } from '../stores/stores.ts';
import { refreshStore } from '../tree/refresh.ts';

/** Generations of credentials that are of no use, by store: it goes on as soon as there are others. */
const useless = new Map<StoreId, number>();

/** Documents whose save has gone on by itself, with when they were last saved before that. */
const goneOn = new WeakMap<OpenDocument, number | null>();

/** Others are awaited in the place of the credentials that a store has now. */
export function awaitOthers(store: StoreId): void {
  const signIn = storeById(store)?.signIn;
  if (signIn && !useless.has(store)) useless.set(store, signIn.generation);
}

/** Whether a file's save went on by itself, and it was not saved since: it waits for a person then. */
export function hasGoneOn(file: { store: StoreId; key: string }): boolean {
  return openDocuments().some((open) => open.store === file.store && open.key === file.key && isTired(open));
}

/** Somebody signs in: what has gone on in vain before may go on once more. */
export function letGoOn(store: StoreId): void {
  for (const document of openDocuments()) if (document.store === store) goneOn.delete(document);
}

/**
 * Goes on in a store whose credentials were replaced: saves what was refused because of them, each once, and reads
 * again what the tree shows. Nothing else is repeated.
 */
export function resumeIfReplaced({ id, signIn }: Store): void {
  const before = useless.get(id);
  if (before === undefined || signIn?.state !== 'good' || signIn.generation === before) return;
  useless.delete(id);
  for (const document of openDocuments()) {
    const { trouble, savedAt } = document.state.getState();
    const waits = trouble?.kind === 'refused' && trouble.error.code === 'SIGN_IN';
    if (document.store !== id || !waits || isTired(document)) continue;
    goneOn.set(document, savedAt);
    void document.save();
  }
  void refreshStore(id);
}

function isTired(document: OpenDocument): boolean {
  return goneOn.get(document) === document.state.getState().savedAt;
}
