import type { StoreId } from '#shared/model/store.ts';
import type { ErrorDescription } from '../client/errors.ts';

type Listener = (file: { store: StoreId; key: string }, error: ErrorDescription) => void;

const listeners = new Set<Listener>();

/** Calls `listener` whenever a save is refused for another reason than a change outside. */
export function onSaveRefused(listener: Listener): void {
  listeners.add(listener);
}

/** Tells that the save of a file was refused. */
export function tellSaveRefused(file: { store: StoreId; key: string }, error: ErrorDescription): void {
  for (const listener of listeners) listener(file, error);
}
