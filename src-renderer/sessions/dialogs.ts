import { create } from 'zustand';
import type { StoreId } from '#shared/model/store.ts';
import { say } from '../shell/said.ts';
import { storeById } from '../stores/stores.ts';

export type SessionDialog =
  | { kind: 'new-session'; store: StoreId }
  | { kind: 'new-node'; store: StoreId; session: string; workflow: string }
  | { kind: 'status'; store: StoreId; session: string };

/** The one dialog about sessions that is open. */
export const useSessionDialog = create<{ dialog: SessionDialog | null }>(() => ({ dialog: null }));

export function closeDialog(): void {
  useSessionDialog.setState({ dialog: null });
}

function ask(dialog: SessionDialog): void {
  const store = storeById(dialog.store);
  if (store?.readOnly) {
    say({ kind: 'error', text: `“${store.name}” is open read-only, so nothing can be written to it.` });
    return;
  }
  useSessionDialog.setState({ dialog });
}

/** Asks for what a new session needs, and creates it. */
export function askNewSession(store: StoreId): void {
  ask({ kind: 'new-session', store });
}

/** Asks for a node's name, and creates its scratch or summary. Without a workflow, asks for that too. */
export function askNewNode(store: StoreId, session: string, workflow = ''): void {
  ask({ kind: 'new-node', store, session, workflow });
}

/** Asks which status a session shall have. */
export function askStatus(store: StoreId, session: string): void {
  ask({ kind: 'status', store, session });
}
