import { folderOf, joinKey } from '#shared/format/keys.ts';
import type { Entry, ListBatch, ListingProblem } from '../backend.ts';
import { throwIfAborted } from '../failures.ts';
import { sortKeys } from '../sorting.ts';
import type { Disk, HeldFolder } from './disk.ts';
import type { Facts } from './facts.ts';
import { type Level, problemOf, withLevel } from './level.ts';

const batchSize = 1000;

/** After how many folders others get a turn. */
const turn = 64;

/** What a walk has found of one folder. */
interface Visit<T> {
  readonly files: readonly T[];
  readonly problems: readonly ListingProblem[];
}

/** What to find of a folder, which is held if it is there. */
type Visitor<T> = (folder: string, level: Level, held: HeldFolder | null) => Promise<Visit<T>>;

/**
 * Visits a folder and all below it whose keys may start with the prefix. Links to folders are not followed, as
 * Python's `os.walk` does not. A folder that cannot be read is a problem.
 */
async function* walk<T>(
  disk: Disk,
  start: string,
  prefix: string,
  signal: AbortSignal | undefined,
  visitor: Visitor<T>,
): AsyncGenerator<Visit<T>> {
  const waiting = [start];
  for (let seen = 1; ; seen++) {
    const folder = waiting.pop();
    if (folder === undefined) return;
    throwIfAborted(signal, folder);
    try {
      yield await withLevel(disk, folder, signal, async (level, held) => {
        for (const name of level.folders.toReversed()) {
          const key = joinKey(folder, name);
          if (key.startsWith(prefix) || prefix.startsWith(`${key}/`)) waiting.push(key);
        }
        return visitor(folder, level, held);
      });
    } catch (error) {
      yield { files: [], problems: [problemOf(error, 'list', folder)] };
    }
    if (seen % turn === 0) await disk.driver.breathe();
  }
}

/** Keys that start with the prefix, sorted. What cannot be read is left out, as the Python library does. */
export async function listKeys(
  disk: Disk,
  prefix: string,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const keys: string[] = [];
  const visits = walk(disk, folderOf(prefix), prefix, signal, async (folder, { files, problems }) => ({
    files: files.map((name) => joinKey(folder, name)),
    problems,
  }));
  for await (const { files } of visits) {
    for (const key of files) if (key.startsWith(prefix)) keys.push(key);
  }
  return sortKeys(keys);
}

/** All files below a folder, with their facts, in batches. */
export async function* listFiles(
  disk: Disk,
  facts: Facts,
  start: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ListBatch> {
  let entries: Entry[] = [];
  let problems: ListingProblem[] = [];
  const visits = walk(disk, start, '', signal, async (folder, level, held) => {
    const found = [...level.problems];
    const files = held ? await facts.of(level.files, folder, held, found, signal) : [];
    return { files, problems: found };
  });
  for await (const visit of visits) {
    entries = entries.concat(visit.files);
    problems = problems.concat(visit.problems);
    while (entries.length >= batchSize) {
      yield { entries: entries.slice(0, batchSize), problems };
      entries = entries.slice(batchSize);
      problems = [];
    }
  }
  if (entries.length > 0 || problems.length > 0) yield { entries, problems };
}
