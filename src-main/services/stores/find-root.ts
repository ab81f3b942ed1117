import { isStoreError, StoreError } from '#shared/errors.ts';
import { sessionsPerPage } from '#shared/model/session.ts';
import type { LevelPage, StorageBackend } from '#storage/backend.ts';
import { type LocatedRoot, type LocateOptions, locateRoot } from './locate-root.ts';

export interface FoundRoot {
  readonly root: LocatedRoot;
  /** The first sessions, where they were seen on the way. */
  readonly first: LevelPage | null;
}

/**
 * Finds the root of the store in a bucket. Where the place holds sessions, as nearly all do, that takes one request,
 * and its answer is their first page; only else it is searched for.
 */
export async function findRoot(bucket: StorageBackend, options: LocateOptions): Promise<FoundRoot> {
  const first = await sessionsOf(bucket, options);
  if (first !== null && isPlain(first, options.place)) return { root: { kind: 'root', path: '' }, first };
  try {
    return { root: await locateRoot(bucket, options), first: null };
  } catch (error) {
    throw options.place === '' && isStoreError(error, 'FORBIDDEN') ? belowAlone(error) : error;
  }
}

/** Rights often hold below a prefix alone. */
function belowAlone(error: StoreError): StoreError {
  const message =
    'These credentials may not list the whole bucket. Fill in the prefix that they may list: where they were given, it stands in their policy. It is the folder that holds sessions/.';
  return new StoreError(error.code, message, error.data, { cause: error });
}

/** Null where it may not be listed: then the search says what is wrong. */
async function sessionsOf(bucket: StorageBackend, { signal }: LocateOptions): Promise<LevelPage | null> {
  try {
    return await bucket.listLevel('sessions', { limit: sessionsPerPage, namesOnly: true, signal });
  } catch (error) {
    if (isStoreError(error, 'FORBIDDEN')) return null;
    throw error;
  }
}

/** Whether nothing hints at another root: neither `sessions/sessions/` nor a place that is called so itself. */
function isPlain({ folders }: LevelPage, place: string): boolean {
  const isNamedSo = /(^|\/)sessions\/?$/.test(place);
  return folders.length > 0 && !folders.includes('sessions') && !isNamedSo;
}
