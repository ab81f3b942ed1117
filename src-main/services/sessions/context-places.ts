import { isStoreError } from '#shared/errors.ts';
import { joinKey } from '#shared/format/keys.ts';
import type { CallOptions, Entry, ReadableBackend } from '#storage/backend.ts';

/** Folders of a context tree, and where a store keeps its users' histories. */
const names = ['agents', 'workflows', 'shared', 'domains', 'history'];
const routerName = 'router.prompt.md';

/** What of a context tree is there. */
export interface ContextPlaces {
  readonly folders: readonly string[];
  /** The routers; they lie beside the folders. */
  readonly files: readonly Entry[];
}

/**
 * Looks which of the places beside `sessions/` exist, at the root and in a `context/` tree, so that a bucket
 * that has none of them is asked once and not once a place.
 */
export async function contextPlaces(backend: ReadableBackend, options: CallOptions): Promise<ContextPlaces> {
  const root = await level(backend, '', options);
  if (!root.mayHold('context')) return root;
  const context = await level(backend, 'context', options);
  return { folders: [...root.folders, ...context.folders], files: [...root.files, ...context.files] };
}

async function level(backend: ReadableBackend, folder: string, options: CallOptions) {
  try {
    const page = await backend.listLevel(folder, options);
    // What a first page does not hold may stand on a later one.
    const mayHold = (name: string) => page.folders.includes(name) || page.cursor !== null;
    return {
      mayHold,
      folders: names.filter(mayHold).map((name) => joinKey(folder, name)),
      files: page.files.filter(({ key }) => key === joinKey(folder, routerName)),
    };
  } catch (error) {
    if (!isStoreError(error, 'NOT_FOUND')) throw error;
    return { mayHold: () => false, folders: [], files: [] };
  }
}
