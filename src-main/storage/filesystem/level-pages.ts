import { joinKey } from '#shared/format/keys.ts';
import type { Entry, LevelOptions, LevelPage } from '../backend.ts';
import { checkLimit, pageOf } from '../paging.ts';
import type { Disk } from './disk.ts';
import type { Facts } from './facts.ts';
import { isErrno } from './failures.ts';
import { type Level, withLevel } from './level.ts';

/** How many levels may be paged through at once before one has to be read again. */
const kept = 4;

/** Gives levels in pages; one that is being paged through is read once. */
export class LevelPages {
  readonly #disk: Disk;
  readonly #facts: Facts;
  readonly #levels = new Map<string, Level>();

  constructor(disk: Disk, facts: Facts) {
    this.#disk = disk;
    this.#facts = facts;
  }

  async page(folder: string, options: LevelOptions): Promise<LevelPage> {
    const limit = checkLimit(options.limit);
    const cursor = options.cursor ?? null;
    const level = filtered(await this.#level(folder, cursor, options.signal), options.startsWith ?? '');
    const names = pageOf(level, cursor, limit);
    if (names.cursor === null) this.#levels.delete(folder);
    const problems = cursor === null ? [...level.problems] : [];
    const files = options.namesOnly
      ? names.files.map((name) => ({ key: joinKey(folder, name), size: -1, modifiedAt: 0, version: null }))
      : await this.#entries(folder, names.files, problems, options.signal);
    const totals = { folders: level.folders.length, files: level.files.length };
    return { folders: names.folders, files, problems, cursor: names.cursor, totals };
  }

  async #level(folder: string, cursor: string | null, signal: AbortSignal | undefined): Promise<Level> {
    const known = cursor === null ? undefined : this.#levels.get(folder);
    const level = known ?? (await withLevel(this.#disk, folder, signal, async (read) => read));
    this.#levels.delete(folder);
    this.#levels.set(folder, level);
    const [oldest] = this.#levels.keys();
    if (this.#levels.size > kept && oldest !== undefined) this.#levels.delete(oldest);
    return level;
  }

  async #entries(
    folder: string,
    names: readonly string[],
    problems: LevelPage['problems'][number][],
    signal: AbortSignal | undefined,
  ): Promise<Entry[]> {
    if (names.length === 0) return [];
    try {
      return await this.#disk.inFolder(folder, (held) =>
        this.#facts.of(names, folder, held, problems, signal),
      );
    } catch (error) {
      // The folder has gone since it was listed, and its files with it.
      if (isErrno(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    }
  }
}

function filtered(level: Level, startsWith: string): Level {
  if (startsWith === '') return level;
  const fits = (name: string) => name.startsWith(startsWith);
  return { ...level, folders: level.folders.filter(fits), files: level.files.filter(fits) };
}
