import { isStoreError } from '#shared/errors.ts';
import { baseName, compareKeys } from '#shared/format/keys.ts';
import type { RootCandidate } from '#shared/model/store.ts';
import type { CallOptions, LevelPage, StorageBackend } from '#storage/backend.ts';
import { counted } from './counted.ts';

/**
 * Where the root of a store is: the folder that holds `sessions/`. A path is relative to the place that was
 * looked at: `''` is that itself, `..` the folder above it.
 */
export type LocatedRoot =
  | { readonly kind: 'root'; readonly path: string }
  | { readonly kind: 'choose'; readonly candidates: RootCandidate[] };

export interface LocateOptions extends CallOptions {
  /** Path or prefix of the place, to tell when `sessions/` itself was chosen. */
  place: string;
}

type Lister = Pick<StorageBackend, 'capabilities' | 'listLevel' | 'listAll'>;

/** Folders that a store has beside its sessions. */
const storeFolders = new Set(['agents', 'context', 'domains', 'history', 'sessions', 'shared', 'workflows']);
/** A folder that holds more folders than this is not searched to its end. */
const maxChildren = 200;

/**
 * Finds the root of the store at, above or below a place, in at most 3 LIST requests on a bucket. Where
 * there are no sessions at all, the place is taken as it is: a store may be empty yet.
 */
export async function locateRoot(lister: Lister, { place, signal }: LocateOptions): Promise<LocatedRoot> {
  const names = { namesOnly: true, signal };
  const top = await lister.listLevel('', names);
  const cutOff = top.cursor !== null && !top.folders.includes('sessions');
  const holdsSessions = cutOff ? await hasSessions(lister, '', signal) : top.folders.includes('sessions');
  if (!holdsSessions) {
    return above(place, top) ?? (await below(lister, top, signal));
  }
  const nested = await lister.listLevel('sessions/sessions', names);
  const isSession = nested.files.some((file) => baseName(file.key) === 'session.json');
  if (!isSession && nested.folders.length > 0) {
    const outer = cutOff ? null : await lister.listLevel('sessions', names);
    return choose([
      {
        path: '',
        why: `holds sessions/${outer ? ` with ${folders(outer)}` : ''}, one of them called “sessions”`,
      },
      { path: 'sessions', why: `holds sessions/ with ${folders(nested)}` },
    ]);
  }
  const others = top.folders.filter((name) => !storeFolders.has(name));
  if (segments(place).at(-1) === 'sessions' && others.length > 0) {
    return choose([
      { path: '', why: 'holds sessions/, as a store does' },
      { path: '..', why: `its sessions/ holds ${top.folders.length} folders, one of them called “sessions”` },
    ]);
  }
  return root('');
}

/** Somebody chose `sessions/`, or the folder of one session. */
function above(place: string, top: LevelPage): LocatedRoot | null {
  const [parent, name] = segments(place).slice(-2);
  if (segments(place).at(-1) === 'sessions') {
    return top.folders.some((folder) => !storeFolders.has(folder)) ? root('..') : null;
  }
  const isSession = top.files.some((file) => file.key === 'session.json');
  return name !== undefined && parent === 'sessions' && isSession ? root('../..') : null;
}

/** The only root below; a choice between several; the place itself where none is found. */
async function below(lister: Lister, top: LevelPage, signal: AbortSignal | undefined): Promise<LocatedRoot> {
  const found =
    lister.capabilities.listing === 'whole'
      ? await amongChildren(lister, top.folders.slice(0, maxChildren), signal)
      : await inBucket(lister, top, signal);
  const [first, second] = found;
  if (first === undefined) return root('');
  return second === undefined ? root(first.path) : choose(found);
}

/** Two requests more: exact for one or two folders, else a look at the first keys. */
async function inBucket(
  lister: Lister,
  { folders, cursor }: LevelPage,
  signal: AbortSignal | undefined,
): Promise<RootCandidate[]> {
  const [only, second] = folders;
  if (only === undefined) return [];
  if (folders.length <= 2) {
    const found = await amongChildren(lister, folders, signal);
    return found.length > 0 || second !== undefined ? found : (await amongKeys(lister, only, signal)).found;
  }
  const { found, lastKey } = await amongKeys(lister, '', signal);
  const [reached = ''] = lastKey.split('/');
  const next = folders.find((folder) => compareKeys(folder, reached) > 0);
  if (found.length > 0 || next === undefined || cursor !== null) return found;
  return (await amongKeys(lister, next, signal)).found;
}

/** Those of some folders that hold `sessions/`, a request each. One that cannot be read is passed over. */
async function amongChildren(
  lister: Lister,
  children: readonly string[],
  signal: AbortSignal | undefined,
): Promise<RootCandidate[]> {
  const found: RootCandidate[] = [];
  for (const path of children) {
    const holds = await hasSessions(lister, path, signal).catch((error: unknown) => {
      if (isStoreError(error) && error.code !== 'CANCELLED') return false;
      throw error;
    });
    if (holds) found.push({ path, why: 'holds sessions/' });
  }
  return found;
}

/** What the first page of all keys below a folder shows, however deep. */
async function amongKeys(
  lister: Lister,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<{ found: RootCandidate[]; lastKey: string }> {
  const sessions = new Map<string, Set<string>>();
  let lastKey = '';
  for await (const { entries } of lister.listAll(folder, { signal })) {
    for (const { key } of entries) {
      lastKey = key;
      const parts = key.split('/');
      const at = parts.indexOf('sessions');
      const id = parts[at + 1];
      if (at < 0 || id === undefined || at + 2 >= parts.length) continue;
      const path = parts.slice(0, at).join('/');
      sessions.set(path, (sessions.get(path) ?? new Set()).add(id));
    }
    break;
  }
  const found = [...sessions].map(([path, ids]) => ({
    path,
    why: `holds sessions/ with ${counted(ids.size, 'folder')}`,
  }));
  return { found, lastKey };
}

async function hasSessions(
  lister: Lister,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const level = await lister.listLevel(folder, { startsWith: 'sessions', namesOnly: true, signal });
  return level.folders.includes('sessions');
}

/** `12 folders`, or `at least 1000 folders` where a listing goes on. */
function folders({ folders: names, cursor }: LevelPage): string {
  return `${cursor === null ? '' : 'at least '}${counted(names.length, 'folder')}`;
}

function segments(place: string): string[] {
  return place.split(/[\\/]/).filter((segment) => segment !== '');
}

function root(path: string): LocatedRoot {
  return { kind: 'root', path };
}

function choose(candidates: RootCandidate[]): LocatedRoot {
  return { kind: 'choose', candidates };
}
