import { constants, type Stats } from 'node:fs';
import path from 'node:path';
import { DisplacedTexts } from './displaced.ts';
import type { FileDriver } from './driver.ts';
import { isErrno, notAFile, outside, rootGone } from './failures.ts';

/** A folder of the store that is held open, so that nobody can put another in its place. */
export interface HeldFolder {
  /** For calls to the system; on Linux it goes by the open handle, not by name. */
  readonly at: string;
  /** Its place below the store's root, free of links. */
  readonly below: string;
  /** Its own facts. */
  stats(): Promise<Stats>;
  /** Makes what was done in it survive a power cut. */
  sync(): Promise<void>;
}

/** Where a file is, or would be, after following links. */
export interface Spot {
  readonly folder: HeldFolder;
  /** For calls to the system. */
  readonly at: string;
  /** Its place below the store's root, free of links. */
  readonly below: string;
  /** Null where there is nothing of this name. */
  readonly stats: Stats | null;
}

const { O_RDONLY, O_NONBLOCK = 0, O_DIRECTORY = 0, O_NOFOLLOW = 0 } = constants;

/** Opens a file without following a link and without waiting for the other end of a pipe. */
export const openSafely = O_NOFOLLOW | O_NONBLOCK;

/** In milliseconds. */
const rootMemory = 1000;

/** The folder of a store, and the only way to files in it: nothing outside of it is ever touched. */
export class Disk {
  readonly root: string;
  readonly driver: FileDriver;
  #realRoot: { path: string; at: number } | null = null;
  #wasThere = false;
  /** Folders in which leftovers of crashed saves have been looked for. */
  readonly swept = new Set<string>();
  readonly displaced = new DisplacedTexts();

  constructor(root: string, driver: FileDriver) {
    this.root = path.resolve(root);
    this.driver = driver;
  }

  /** Runs the work while a folder is held. Rejects with the system's error where there is no such folder. */
  async inFolder<T>(folder: string, work: (held: HeldFolder) => Promise<T>): Promise<T> {
    return this.#hold(this.#pathOf(folder), folder, work);
  }

  /**
   * Runs the work with the spot of a file, links followed. Rejects with `OUTSIDE_STORE` where they lead out
   * of the store, and with the system's error where the folder is not there.
   */
  async atFile<T>(key: string, work: (spot: Spot) => Promise<T>): Promise<T> {
    return this.atName(key, async (spot, target) => {
      if (target === null) return work(spot);
      const folder = path.dirname(target);
      return this.#hold(folder, key, async (held) => work(await this.#spotIn(held, path.basename(target))));
    });
  }

  /**
   * Runs the work with the spot of a name as it is. Where the name is a link, `target` is where it leads, in
   * the store for certain; a broken link is `NOT_A_FILE`.
   */
  async atName<T>(key: string, work: (spot: Spot, target: string | null) => Promise<T>): Promise<T> {
    const full = this.#pathOf(key);
    return this.#hold(path.dirname(full), key, async (folder) => {
      const spot = await this.#spotIn(folder, path.basename(full));
      if (!spot.stats?.isSymbolicLink()) return work(spot, null);
      const target = await this.#targetOf(spot, key);
      this.#belowRoot(await this.#rootNow(), target, key);
      return work(spot, target);
    });
  }

  #pathOf(key: string): string {
    const full = path.join(this.root, ...key.split('/'));
    this.#belowRoot(this.root, full, key);
    return full;
  }

  async #hold<T>(folder: string, key: string, work: (held: HeldFolder) => Promise<T>): Promise<T> {
    const { driver } = this;
    const root = await this.#rootNow();
    if (process.platform === 'win32') {
      const real = await driver.realpath(folder);
      const below = this.#belowRoot(root, real, key);
      return work({ at: real, below, stats: () => driver.lstat(real), sync: async () => {} });
    }
    const handle = await driver.open(folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
    try {
      const byHandle = `/proc/self/fd/${handle}`;
      const real = await driver.readlink(byHandle).catch(() => null);
      const at = real === null ? await driver.realpath(folder) : byHandle;
      const below = this.#belowRoot(root, real ?? at, key);
      const stats = () => driver.fstat(handle);
      return await work({ at, below, stats, sync: () => driver.fsync(handle) });
    } finally {
      await driver.close(handle);
    }
  }

  /**
   * Throws `UNREACHABLE` where the folder was there before and is not now: then nothing can be said about files in
   * it. One that never was is an empty store.
   */
  async checkRoot(): Promise<void> {
    if (this.#wasThere && !(await this.driver.lstat(this.root).catch(nullIfMissing)))
      throw rootGone(this.root);
  }

  /** Where the root really is. A link may be set anew, so this is not remembered for long. */
  async #rootNow(): Promise<string> {
    if (!this.#realRoot || Date.now() - this.#realRoot.at > rootMemory) {
      this.#realRoot = { path: await this.driver.realpath(this.root), at: Date.now() };
      this.#wasThere = true;
    }
    return this.#realRoot.path;
  }

  #belowRoot(root: string, full: string, key: string): string {
    const below = path.relative(root, full);
    if (below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below)) throw outside(key);
    return below;
  }

  async #spotIn(folder: HeldFolder, name: string): Promise<Spot> {
    const at = path.join(folder.at, name);
    const stats = await this.driver.lstat(at).catch(nullIfMissing);
    return { folder, at, below: path.join(folder.below, name), stats };
  }

  async #targetOf(spot: Spot, key: string): Promise<string> {
    try {
      return await this.driver.realpath(spot.at);
    } catch (error) {
      if (isErrno(error, 'ENOENT', 'ENOTDIR')) throw notAFile(key, 'a link to something that is not there');
      throw error;
    }
  }
}

/** For a `catch`: null where a file or a folder above it is not there. */
export function nullIfMissing(error: unknown): null {
  if (isErrno(error, 'ENOENT', 'ENOTDIR')) return null;
  throw error;
}

/** Throws `NOT_A_FILE` unless these are the facts of a plain file. */
export function checkPlainFile(stats: Stats, key: string): void {
  if (!stats.isFile()) throw notAFile(key, kindOf(stats));
}

/** What something that is no file is, in words. */
export function kindOf(stats: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket' | 'isSymbolicLink'>): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isSocket()) return 'a socket';
  if (stats.isSymbolicLink()) return 'a link';
  return 'a device';
}
