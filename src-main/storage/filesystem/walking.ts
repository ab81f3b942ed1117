import { folderOf, joinKey } from '#shared/format/keys.ts';
import type { Entry, ListBatch, ListingProblem } from '../backend.ts';
import { throwIfAborted } from '../failures.ts';
import { sortKeys } from '../sorting.ts';
import type { Disk } from './disk.ts';
import { entriesIn, type Level, problemOf, readLevel } from './listing.ts';
import type { Versions } from './versions.ts';

const batchSize = 1000;

/** After how many folders others get a turn. */
const turn = 64;

/**
 * The levels of all folders below one, itself first. Links to folders are not followed, as Python's `os.walk`
 * does not. A folder that cannot be read is a problem of an empty level.
 */
async function* walk(
  disk: Disk,
  folder: string,
  signal: AbortSignal | undefined,
  prefix = '',
): AsyncGenerator<{ folder: string; level: Level }> {
  const waiting = [folder];
  for (let seen = 1; ; seen++) {
    const next = waiting.pop();
    if (next === undefined) return;
    throwIfAborted(signal, folder);
    const level = await levelOrProblem(disk, next, signal);
    yield { folder: next, level };
    for (const name of level.folders.toReversed()) {
      const key = joinKey(next, name);
      if (key.startsWith(prefix) || prefix.startsWith(`${key}/`)) waiting.push(key);
    }
    if (seen % turn === 0) await disk.driver.breathe();
  }
}

async function levelOrProblem(disk: Disk, folder: string, signal: AbortSignal | undefined): Promise<Level> {
  try {
    return await readLevel(disk, folder, signal);
  } catch (error) {
    return { folders: [], files: [], problems: [problemOf(error, 'list', folder)] };
  }
}

/** Keys that start with the prefix, sorted. What cannot be read is left out, as the Python library does. */
export async function listKeys(
  disk: Disk,
  prefix: string,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const keys: string[] = [];
  for await (const { folder, level } of walk(disk, folderOf(prefix), signal, prefix)) {
    for (const name of level.files) {
      const key = joinKey(folder, name);
      if (key.startsWith(prefix)) keys.push(key);
    }
  }
  return sortKeys(keys);
}

/** All files below a folder, with their facts, in batches. */
export async function* listFiles(
  disk: Disk,
  versions: Versions,
  folder: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ListBatch> {
  let entries: Entry[] = [];
  let problems: ListingProblem[] = [];
  for await (const { folder: at, level } of walk(disk, folder, signal)) {
    problems.push(...level.problems);
    for (let start = 0; start < level.files.length; start += batchSize) {
      const names = level.files.slice(start, start + batchSize);
      entries.push(...(await filesOf(disk, versions, at, names, problems, signal)));
      if (entries.length < batchSize) continue;
      yield { entries, problems };
      [entries, problems] = [[], []];
    }
  }
  if (entries.length > 0 || problems.length > 0) yield { entries, problems };
}

async function filesOf(
  disk: Disk,
  versions: Versions,
  folder: string,
  names: readonly string[],
  problems: ListingProblem[],
  signal: AbortSignal | undefined,
): Promise<Entry[]> {
  try {
    return await entriesIn(disk, versions, folder, names, problems, signal);
  } catch (error) {
    problems.push(problemOf(error, 'list', folder));
    return [];
  }
}
