import { isStoreError } from '#shared/errors.ts';
import type { Entry, ReadableBackend } from '#storage/backend.ts';
import { type Change, changesBetween, type Seen } from './difference.ts';
import type { Want } from './wants.ts';

/** What one round may ask for: requests cost time and money. */
export const pollLimits = { sessions: 30, folders: 10, keys: 30 };

/** Pages of a listing that are read of one place, each of up to 1,000 files. */
const pages = 3;

/** In ms: a request that has not been answered by then has failed. */
const patience = 20_000;

/** A part of a store that is asked for by one request, or a few. */
export interface PolledPlace {
  /** Tells places apart. */
  readonly name: string;
  /** Reads it as it is now. The second answer and later ones are compared with the one before. */
  look(signal: AbortSignal): Promise<Look>;
}

export interface Look {
  readonly requests: number;
  /** Files that are there, at the first look. */
  readonly began: readonly Entry[];
  readonly changes: readonly Change[];
  readonly appeared: readonly string[];
  readonly gone: readonly string[];
}

const nothing = { began: [], changes: [], appeared: [], gone: [] };

/** What is to be asked for; `cut` where that is not all that is wanted. */
export function placesOf(backend: ReadableBackend, want: Want): { places: PolledPlace[]; cut: boolean } {
  const sessions = want.sessions.slice(0, pollLimits.sessions).map((id) => `sessions/${id}`);
  const folders = [...sessions, ...want.folders.slice(0, pollLimits.folders)];
  const single = want.keys.filter((key) => !folders.some((folder) => key.startsWith(`${folder}/`)));
  const keys = single.slice(0, pollLimits.keys);
  return {
    places: [
      ...keys.map((key) => filePlace(backend, key)),
      ...folders.map((folder) => folderPlace(backend, folder)),
      ...(want.list ? [listPlace(backend)] : []),
    ],
    cut: sessions.length < want.sessions.length || keys.length < single.length,
  };
}

function filePlace(backend: ReadableBackend, key: string): PolledPlace {
  return following(`file ${key}`, async (signal) => {
    const entry = await backend.stat(key, { signal });
    return { seen: new Map(entry ? [[key, entry]] : []), requests: 1 };
  });
}

/** A folder with all below it: one listing gives the versions of all its files. */
function folderPlace(backend: ReadableBackend, folder: string): PolledPlace {
  return following(`folder ${folder}`, async (signal) => {
    const seen = new Map<string, Entry>();
    let requests = 0;
    for await (const { entries } of backend.listAll(folder, { signal })) {
      requests += 1;
      for (const entry of entries) seen.set(entry.key, entry);
      if (requests === pages) break;
    }
    return { seen, requests: Math.max(1, requests) };
  });
}

function following(
  name: string,
  read: (signal: AbortSignal) => Promise<{ seen: Seen; requests: number }>,
): PolledPlace {
  let before: Seen | null = null;
  return {
    name,
    async look(signal) {
      const { seen, requests } = await read(AbortSignal.any([signal, AbortSignal.timeout(patience)]));
      const known = before;
      before = seen;
      if (!known) return { ...nothing, began: [...seen.values()], requests };
      return { ...nothing, changes: changesBetween(known, seen), requests };
    },
  };
}

/** The first page of the sessions' names. */
function listPlace(backend: ReadableBackend): PolledPlace {
  let before: readonly string[] | null = null;
  return {
    name: 'list',
    async look(signal) {
      const page = await backend
        .listLevel('sessions', { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) })
        .catch(emptyIfNone);
      const known = before;
      before = page.folders;
      if (!known) return { ...nothing, requests: 1 };
      const [now, then] = [new Set(page.folders), new Set(known)];
      const last = page.cursor === null ? null : (page.folders.at(-1) ?? '');
      // What lies beyond the page is not known to be gone.
      const gone = known.filter((id) => !now.has(id) && (last === null || id <= last));
      return { ...nothing, appeared: page.folders.filter((id) => !then.has(id)), gone, requests: 1 };
    },
  };
}

function emptyIfNone(error: unknown): { folders: readonly string[]; cursor: string | null } {
  if (isStoreError(error, 'NOT_FOUND')) return { folders: [], cursor: null };
  throw error;
}
