import { createHash, hash } from 'node:crypto';
import type { Stats } from 'node:fs';
import type { FileDriver } from './driver.ts';

/** Files up to this many bytes are read whole for their version, as are all that can be edited. */
export const wholeReadLimit = 8 * 1024 * 1024;

/** Larger files are only hashed where the facts cannot tell, and up to this many bytes. */
const hashLimit = 256 * 1024 * 1024;

/** Clocks of disks are coarse (FAT: 2 s), so facts this young, in milliseconds, may not show the next change. */
const trustedAge = 2000;

const pieceSize = 1024 * 1024;

/**
 * Versions of files. There are three kinds of token: `sha256-…` of the bytes; `stat-…` of time, size and inode,
 * where these had settled when it was given; and `fresh-…` of the same where they had not, which is good for
 * reading on, and never for a write.
 */
export class Versions {
  readonly #driver: FileDriver;
  readonly #hashes = new Map<string, string>();

  constructor(driver: FileDriver) {
    this.#driver = driver;
  }

  /** For listings, which read nothing: null where the facts have not settled. */
  ofFacts(stats: Stats): string | null {
    return isSettled(stats) ? `stat-${factsOf(stats)}` : null;
  }

  /** Of a file of which only a part is read. */
  async ofPart(file: number, stats: Stats): Promise<string> {
    const known = this.#hashes.get(identityOf(stats));
    if (known) return known;
    if (isSettled(stats)) return `stat-${factsOf(stats)}`;
    if (stats.size > hashLimit) return `fresh-${factsOf(stats)}`;
    const version = await this.#hashOf(file);
    this.remember(stats, version);
    return version;
  }

  /** Of a file as it is now, to be told to somebody whose version was another. */
  async ofFile(file: number, stats: Stats): Promise<string> {
    return stats.size <= wholeReadLimit ? this.#hashOf(file) : this.ofPart(file, stats);
  }

  /** Whether an open file has the version, as far as reading on needs to know. */
  async readsOn(file: number, stats: Stats, version: string): Promise<boolean> {
    if (!version.startsWith('sha256-')) return version.endsWith(`-${factsOf(stats)}`);
    return version === (this.#hashes.get(identityOf(stats)) ?? (await this.#hashOf(file)));
  }

  /** Whether an open file has the version for certain, so that it may be replaced. */
  async isCertainly(file: number, stats: Stats, version: string): Promise<boolean> {
    if (version.startsWith('stat-')) return version === `stat-${factsOf(stats)}`;
    return version.startsWith('sha256-') && version === (await this.#hashOf(file));
  }

  /** Saves reading a file again that was just read or written. */
  remember(stats: Stats, version: string): void {
    if (this.#hashes.size >= 100) this.#hashes.clear();
    this.#hashes.set(identityOf(stats), version);
  }

  async #hashOf(file: number): Promise<string> {
    const digest = createHash('sha256');
    const piece = new Uint8Array(pieceSize);
    for (let at = 0; ; ) {
      const count = await this.#driver.read(file, piece, 0, piece.byteLength, at);
      if (count === 0) return `sha256-${digest.digest('hex')}`;
      digest.update(piece.subarray(0, count));
      at += count;
    }
  }
}

/** The version of these bytes. */
export function versionOfBytes(bytes: Uint8Array): string {
  return `sha256-${hash('sha256', bytes)}`;
}

function isSettled(stats: Stats): boolean {
  return Date.now() - stats.mtimeMs >= trustedAge;
}

function factsOf(stats: Stats): string {
  return `${stats.mtimeMs}-${stats.size}-${stats.ino}`;
}

function identityOf(stats: Stats): string {
  return `${factsOf(stats)}-${stats.dev}-${stats.ctimeMs}`;
}
