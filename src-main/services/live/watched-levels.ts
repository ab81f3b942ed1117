import { isStoreError } from '#shared/errors.ts';
import { folderOf, joinKey } from '#shared/format/keys.ts';
import type { CallOptions, Entry, ReadableBackend } from '#storage/backend.ts';
import { type Change, changeOf, changesBetween } from './difference.ts';

/** What one watched folder holds. */
interface Level {
  files: Map<string, Entry>;
  folders: Set<string>;
  readonly stop: () => void;
}

/** Folders watched at once in one store, and how many of them for one place: watches are few on some systems. */
export const watchLimits = { folders: 500, perPlace: 80 };

/** In ms: a disk that has not answered by then does not answer. */
const patience = 10_000;

/** A level with more files than this is not looked through just to be sure. */
const manyFiles = 2000;

/**
 * Places in a store, each a folder with all below it, watched level by level. A level is watched before it is
 * read, so that nothing can happen unseen between the two.
 */
export class WatchedLevels {
  readonly #backend: ReadableBackend;
  readonly #onEvent: (key: string) => void;
  readonly #levels = new Map<string, Level>();
  /** Places with more folders than are watched. */
  readonly #cut = new Set<string>();

  constructor(backend: ReadableBackend, onEvent: (key: string) => void) {
    this.#backend = backend;
    this.#onEvent = onEvent;
  }

  /** True where there were more folders than are watched. */
  get limited(): boolean {
    return this.#cut.size > 0;
  }

  /** Watches a folder and all below it; answers the files that are there. */
  async add(place: string): Promise<Entry[]> {
    const found: Entry[] = [];
    let left = watchLimits.perPlace;
    const visit = async (folder: string): Promise<void> => {
      if (this.#levels.has(folder)) return;
      if (left === 0 || this.#levels.size >= watchLimits.folders) {
        this.#cut.add(place);
        return;
      }
      left -= 1;
      const stop = this.#backend.watch?.([folder], ({ key }) => this.#onEvent(key)) ?? (() => {});
      const level: Level = { files: new Map(), folders: new Set(), stop };
      this.#levels.set(folder, level);
      Object.assign(level, await this.#read(folder));
      found.push(...level.files.values());
      for (const name of level.folders) await visit(joinKey(folder, name));
    };
    await visit(place);
    return found;
  }

  /** Lets go of a folder and all below it; answers the files that it held. */
  drop(place: string): Entry[] {
    const files: Entry[] = [];
    this.#cut.delete(place);
    for (const [folder, level] of this.#levels) {
      if (folder !== place && !folder.startsWith(`${place}/`)) continue;
      level.stop();
      this.#levels.delete(folder);
      files.push(...level.files.values());
    }
    return files;
  }

  /** What became of something of which an event told. */
  async look(key: string): Promise<Change[]> {
    const own = await this.reread(key);
    return [...own, ...(await this.#lookInside(key))];
  }

  async #lookInside(key: string): Promise<Change[]> {
    const level = this.#levels.get(folderOf(key));
    if (!level) return this.#rereadAbove(key);
    const now = await this.#backend.stat(key, timely()).catch(nullIfNoFile);
    const before = level.files.get(key);
    // Neither is nor was a file: a folder came or went.
    if (!now && !before) return this.reread(folderOf(key));
    if (now) level.files.set(key, now);
    else level.files.delete(key);
    const change = changeOf(key, before, now);
    return change ? [change] : [];
  }

  /** Where folders are but parts of keys, nothing tells that one has come. */
  async #rereadAbove(key: string): Promise<Change[]> {
    let above = folderOf(key);
    while (above !== '' && !this.#levels.has(above)) above = folderOf(above);
    return this.reread(above);
  }

  /** Reads a level again, if it is watched, and what has come below it. */
  async reread(folder: string): Promise<Change[]> {
    const level = this.#levels.get(folder);
    if (!level) return [];
    const { files, folders } = await this.#read(folder);
    if (this.#levels.get(folder) !== level) return [];
    const changes = changesBetween(level.files, files);
    const came = [...folders].filter((name) => !this.#levels.has(joinKey(folder, name)));
    const went = [...level.folders].filter((name) => !folders.has(name));
    level.files = files;
    level.folders = folders;
    for (const name of went) {
      for (const { key } of this.drop(joinKey(folder, name))) changes.push({ key, now: null, differs: true });
    }
    for (const name of came) {
      for (const now of await this.add(joinKey(folder, name)))
        changes.push({ key: now.key, now, differs: true });
    }
    return changes;
  }

  /** Reads all levels again, for disks that tell of nothing. */
  async rereadAll(): Promise<Change[]> {
    const changes: Change[] = [];
    for (const [folder, level] of [...this.#levels])
      if (level.files.size <= manyFiles) changes.push(...(await this.reread(folder)));
    return changes;
  }

  close(): void {
    for (const level of this.#levels.values()) level.stop();
    this.#levels.clear();
  }

  async #read(folder: string): Promise<{ files: Map<string, Entry>; folders: Set<string> }> {
    const files = new Map<string, Entry>();
    const folders = new Set<string>();
    let cursor: string | null = null;
    do {
      const page = await this.#backend.listLevel(folder, { ...timely(), cursor });
      for (const entry of page.files) files.set(entry.key, entry);
      for (const name of page.folders) folders.add(name);
      cursor = page.cursor;
    } while (cursor !== null);
    return { files, folders };
  }
}

/** For a call in the background that gives up on a disk that does not answer. */
export function timely(): CallOptions {
  return { signal: AbortSignal.timeout(patience), background: true };
}

/** For a `catch`: what is no file of the store is as good as absent. */
function nullIfNoFile(error: unknown): null {
  if (
    isStoreError(error) &&
    ['NOT_A_FILE', 'OUTSIDE_STORE', 'INVALID_NAME', 'NOT_FOUND'].includes(error.code)
  )
    return null;
  throw error;
}
