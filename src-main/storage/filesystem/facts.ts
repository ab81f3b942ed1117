import type { Stats } from 'node:fs';
import { joinKey } from '#shared/format/keys.ts';
import type { Entry, ListingProblem } from '../backend.ts';
import { throwIfAborted } from '../failures.ts';
import type { Disk, HeldFolder } from './disk.ts';
import { isErrno } from './failures.ts';
import { problemOf } from './level.ts';
import type { Versions } from './versions.ts';

/** How many files are asked about at once: enough to keep Node's I/O threads busy. */
const together = 32;

/** After how many files others get a turn. */
const turn = 1024;

/** Asks the system for the facts of files that were listed. */
export class Facts {
  readonly #disk: Disk;
  readonly #versions: Versions;

  constructor(disk: Disk, versions: Versions) {
    this.#disk = disk;
    this.#versions = versions;
  }

  /** Of files in one folder, which is held. One that is gone by now is left out. */
  async of(
    names: readonly string[],
    folder: string,
    held: HeldFolder,
    problems: ListingProblem[],
    signal: AbortSignal | undefined,
  ): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (let start = 0; start < names.length; start += together) {
      throwIfAborted(signal, folder);
      if (start > 0 && start % turn === 0) await this.#disk.driver.breathe();
      const some = names.slice(start, start + together);
      const found = await Promise.all(some.map((name) => this.#look(name, folder, held, problems)));
      for (const entry of found) if (entry) entries.push(entry);
    }
    return entries;
  }

  async #look(
    name: string,
    folder: string,
    held: HeldFolder,
    problems: ListingProblem[],
  ): Promise<Entry | null> {
    const key = joinKey(folder, name);
    try {
      const own = await this.#disk.driver.lstat(`${held.at}/${name}`);
      const stats = own.isSymbolicLink() ? await this.#disk.atFile(key, async (spot) => spot.stats) : own;
      return stats?.isFile() ? entryOf(this.#versions, key, stats) : null;
    } catch (error) {
      if (!isErrno(error, 'ENOENT', 'ENOTDIR')) problems.push(problemOf(error, 'look at', key));
      return null;
    }
  }
}

/** A file as it is listed. */
export function entryOf(versions: Versions, key: string, stats: Stats): Entry {
  return { key, size: stats.size, modifiedAt: stats.mtimeMs, version: versions.ofFacts(stats) };
}
