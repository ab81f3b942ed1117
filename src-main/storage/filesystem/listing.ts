import type { Dirent, Stats } from 'node:fs';
import { joinKey } from '#shared/format/keys.ts';
import type { Entry, LevelOptions, LevelPage, ListingProblem } from '../backend.ts';
import { throwIfAborted } from '../failures.ts';
import { checkLimit, type LevelNames, pageOf } from '../paging.ts';
import { sortKeys } from '../sorting.ts';
import { type Disk, type HeldFolder, kindOf, nullIfMissing } from './disk.ts';
import { isErrno, notAFile, toStoreError } from './failures.ts';
import { isTempName } from './names.ts';
import type { Versions } from './versions.ts';

/** What one folder holds: sorted names, and what is neither a folder nor a file of the store. */
export interface Level extends LevelNames {
  readonly problems: readonly ListingProblem[];
}

const nothing: Level = { folders: [], files: [], problems: [] };

/** Replaces what is not UTF-8 in names; a file of such a name cannot be asked for by its name. */
const unreadable = '\ufffd';

/** Reads one folder. One that is not there is empty, as in a bucket; without the root itself that is a problem. */
export async function readLevel(disk: Disk, folder: string, signal: AbortSignal | undefined): Promise<Level> {
  try {
    return await disk.inFolder(folder, async (held) => {
      const entries = await disk.driver.readdir(held.at);
      return sortOut(disk, folder, entries, signal);
    });
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error;
    const hasRoot = await disk.driver.lstat(disk.root).catch(nullIfMissing);
    return hasRoot
      ? nothing
      : { ...nothing, problems: [{ key: '', message: `There is no folder ${disk.root}.` }] };
  }
}

async function sortOut(
  disk: Disk,
  folder: string,
  entries: Dirent[],
  signal: AbortSignal | undefined,
): Promise<Level> {
  const folders: string[] = [];
  const files: string[] = [];
  const doubtful: Dirent[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (name.includes(unreadable)) doubtful.push(entry);
    else if (entry.isDirectory()) folders.push(name);
    else if (!entry.isFile()) doubtful.push(entry);
    else if (!isTempName(name)) files.push(name);
  }
  const problems: ListingProblem[] = [];
  for (const entry of doubtful) {
    throwIfAborted(signal, folder);
    const key = joinKey(folder, entry.name);
    const verdict = await judge(disk, key, entry);
    if (verdict === 'folder') folders.push(entry.name);
    else if (verdict === 'file') files.push(entry.name);
    else problems.push(verdict);
  }
  return { folders: sortKeys(folders), files: sortKeys(files), problems };
}

async function judge(disk: Disk, key: string, entry: Dirent): Promise<'folder' | 'file' | ListingProblem> {
  try {
    if (!entry.isSymbolicLink() && !entry.name.includes(unreadable)) throw notAFile(key, kindOf(entry));
    return await disk.atFile(key, async ({ stats }) => {
      if (!stats) return { key, message: `The name of “${key}” is not UTF-8, so it cannot be opened here.` };
      if (stats.isFile()) return 'file';
      if (stats.isDirectory() && !entry.isSymbolicLink()) return 'folder';
      throw notAFile(key, stats.isDirectory() ? 'a link to a folder' : kindOf(stats));
    });
  } catch (error) {
    return problemOf(error, 'look at', key);
  }
}

/** What a listing says of something that it could not read. */
export function problemOf(error: unknown, doing: string, key: string): ListingProblem {
  const failure = toStoreError(error, doing, key);
  if (failure.code === 'CANCELLED') throw failure;
  return { key, message: failure.message };
}

/** Gives pages of levels; a level that is being paged through is read once. */
export class LevelReader {
  readonly #disk: Disk;
  readonly #versions: Versions;
  readonly #levels = new Map<string, Level>();

  constructor(disk: Disk, versions: Versions) {
    this.#disk = disk;
    this.#versions = versions;
  }

  async page(folder: string, options: LevelOptions): Promise<LevelPage> {
    const limit = checkLimit(options.limit);
    const cursor = options.cursor ?? null;
    const level = filtered(await this.#level(folder, cursor, options.signal), options.startsWith ?? '');
    const names = pageOf(level, cursor, limit);
    this.#keep(folder, names.cursor);
    const problems = cursor === null ? [...level.problems] : [];
    const files = await this.#entries(folder, names.files, problems, options);
    const totals = { folders: level.folders.length, files: level.files.length };
    return { folders: names.folders, files, problems, cursor: names.cursor, totals };
  }

  async #level(folder: string, cursor: string | null, signal: AbortSignal | undefined): Promise<Level> {
    const known = cursor === null ? undefined : this.#levels.get(folder);
    const level = known ?? (await readLevel(this.#disk, folder, signal));
    this.#levels.delete(folder);
    this.#levels.set(folder, level);
    return level;
  }

  #keep(folder: string, cursor: string | null): void {
    const [oldest] = this.#levels.keys();
    if (cursor === null) this.#levels.delete(folder);
    else if (this.#levels.size > 4 && oldest !== undefined) this.#levels.delete(oldest);
  }

  async #entries(
    folder: string,
    names: readonly string[],
    problems: ListingProblem[],
    options: LevelOptions,
  ): Promise<Entry[]> {
    if (options.namesOnly) {
      return names.map((name) => ({ key: joinKey(folder, name), size: -1, modifiedAt: 0, version: null }));
    }
    return entriesIn(this.#disk, this.#versions, folder, names, problems, options.signal);
  }
}

function filtered(level: Level, startsWith: string): Level {
  if (startsWith === '') return level;
  const fits = (name: string) => name.startsWith(startsWith);
  return { ...level, folders: level.folders.filter(fits), files: level.files.filter(fits) };
}

/** How many files are asked about at once: enough to keep Node's I/O threads busy. */
const together = 32;

/** The facts of files of one folder that were listed; one that is gone by now is left out. */
export async function entriesIn(
  disk: Disk,
  versions: Versions,
  folder: string,
  names: readonly string[],
  problems: ListingProblem[],
  signal: AbortSignal | undefined,
): Promise<Entry[]> {
  if (names.length === 0) return [];
  const entries: Entry[] = [];
  const look = async (held: HeldFolder, name: string) => {
    const key = joinKey(folder, name);
    try {
      const own = await disk.driver.lstat(`${held.at}/${name}`);
      const stats = own.isSymbolicLink() ? await disk.atFile(key, async (spot) => spot.stats) : own;
      return stats?.isFile() ? entryOf(versions, key, stats) : null;
    } catch (error) {
      if (!isErrno(error, 'ENOENT', 'ENOTDIR')) problems.push(problemOf(error, 'look at', key));
      return null;
    }
  };
  await disk.inFolder(folder, async (held) => {
    for (let start = 0; start < names.length; start += together) {
      throwIfAborted(signal, folder);
      const some = names.slice(start, start + together);
      for (const entry of await Promise.all(some.map((name) => look(held, name)))) {
        if (entry) entries.push(entry);
      }
    }
  });
  return entries;
}

/** A file as it is listed. */
export function entryOf(versions: Versions, key: string, stats: Stats): Entry {
  return { key, size: stats.size, modifiedAt: stats.mtimeMs, version: versions.ofFacts(stats) };
}
