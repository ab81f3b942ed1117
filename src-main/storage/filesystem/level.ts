import type { Dirent } from 'node:fs';
import { joinKey } from '#shared/format/keys.ts';
import type { ListingProblem } from '../backend.ts';
import { throwIfAborted } from '../failures.ts';
import type { LevelNames } from '../paging.ts';
import { sortKeys } from '../sorting.ts';
import { type Disk, type HeldFolder, kindOf, nullIfMissing } from './disk.ts';
import { isErrno, notAFile, toStoreError } from './failures.ts';
import { isTempName } from './names.ts';

/** What one folder holds: sorted names, and what is neither a folder nor a file of the store. */
export interface Level extends LevelNames {
  readonly problems: readonly ListingProblem[];
}

/** Replaces what is not UTF-8 in names; a file of such a name cannot be asked for by its name. */
const unreadable = '\ufffd';

/**
 * Reads one folder, and does more with it while it is held. One that is not there is empty, as in a bucket;
 * without the root itself that is a problem.
 */
export async function withLevel<T>(
  disk: Disk,
  folder: string,
  signal: AbortSignal | undefined,
  work: (level: Level, held: HeldFolder | null) => Promise<T>,
): Promise<T> {
  try {
    return await disk.inFolder(folder, async (held) => {
      const entries = await disk.driver.readdir(held.at);
      return work(await sortOut(disk, folder, entries, signal), held);
    });
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error;
    const root = await disk.driver.realpath(disk.root).catch(nullIfMissing);
    const stats = root === null ? null : await disk.driver.lstat(root).catch(nullIfMissing);
    const trouble = stats === null ? 'There is no folder' : 'This is a file and no folder:';
    const problems = stats?.isDirectory() ? [] : [{ key: '', message: `${trouble} “${disk.root}”.` }];
    return work({ folders: [], files: [], problems }, null);
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
    if (isTempName(name)) continue;
    if (name.includes(unreadable)) doubtful.push(entry);
    else if (entry.isDirectory()) folders.push(name);
    else if (entry.isFile()) files.push(name);
    else doubtful.push(entry);
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
