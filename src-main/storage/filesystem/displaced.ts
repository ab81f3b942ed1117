import { constants } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DisplacedListener } from '../backend.ts';
import type { Target } from './aside.ts';
import { openSafely } from './disk.ts';
import type { FileDriver } from './driver.ts';
import { readBytes } from './reading.ts';
import { type Versions, versionOfBytes, wholeReadLimit } from './versions.ts';

/**
 * In milliseconds: how long a file that was replaced is held open to be looked at once more, since a program may
 * have it open, too, and write to it. One that does is followed until it has been quiet for longer.
 */
const patience = { once: 300, after: 20_000 };

/** How many are held open at most; the eldest is looked at early. */
const heldAtMost = 32;

/** What must be known of a file to look at it. */
type Whose = Pick<Target, 'disk' | 'versions' | 'key'>;

/** A file that has no name any more. */
interface Held {
  readonly driver: FileDriver;
  readonly versions: Versions;
  readonly key: string;
  readonly file: number;
  /** What is known of it. */
  version: string;
}

/** Texts that a change took out of the store without knowing them; they are handed out to whoever keeps them. */
export class DisplacedTexts {
  listener: DisplacedListener | null = null;
  /** Each ends soon after it is told to. */
  readonly #followed = new Map<AbortController, Promise<void>>();

  /**
   * Hands out what lies at this path, and looks at it again later: who wrote it may not be done. False where nobody
   * takes it, so that it must not be removed.
   */
  async handOut(target: Whose, at: string): Promise<boolean> {
    const { driver } = target.disk;
    const file = await driver.open(at, constants.O_RDONLY | openSafely);
    try {
      const version = await this.#handOut(driver, file, target.key);
      if (version !== null) await this.lookLater(target, at, version);
      return version !== null;
    } finally {
      await driver.close(file);
    }
  }

  /** Looks later at what lies at this path now and may be removed; `version` is what is known of it. */
  async lookLater({ disk, versions, key }: Whose, at: string, version: string): Promise<void> {
    const { driver } = disk;
    if (!this.listener || (await driver.lstat(at)).size > wholeReadLimit) return;
    const [eldest] = this.#followed.keys();
    if (this.#followed.size >= heldAtMost) eldest?.abort();
    const file = await driver.open(at, constants.O_RDONLY | openSafely);
    const stop = new AbortController();
    const followed = this.#follow({ driver, versions, key, file, version }, stop.signal);
    this.#followed.set(stop, followed);
    void followed.finally(() => this.#followed.delete(stop));
  }

  /** Looks at once at what would have been looked at later, and lets go of it. */
  async settle(): Promise<void> {
    for (const stop of this.#followed.keys()) stop.abort();
    await Promise.all(this.#followed.values());
  }

  async #follow(held: Held, signal: AbortSignal): Promise<void> {
    let until = 0;
    do {
      await sleep(patience.once, undefined, { signal, ref: false }).catch(() => {});
      if (await this.#hasChanged(held)) until = Date.now() + patience.after;
    } while (Date.now() < until && !signal.aborted);
    await held.driver.close(held.file).catch(() => {});
  }

  /** Whether somebody has written to it since the last look; what they wrote is handed out. */
  async #hasChanged(held: Held): Promise<boolean> {
    const { driver, versions, file } = held;
    try {
      if (await versions.isCertainly(file, await driver.fstat(file), held.version)) return false;
      held.version = (await this.#handOut(driver, file, held.key)) ?? held.version;
      return true;
    } catch {
      // A disk that is in trouble may be well again at the next look.
      return false;
    }
  }

  /** The version of what was handed out; null where nobody takes it. */
  async #handOut(driver: FileDriver, file: number, key: string): Promise<string | null> {
    const { size, mtimeMs } = await driver.fstat(file);
    if (!this.listener || size > wholeReadLimit) return null;
    const bytes = await readBytes(driver, file, 0, size, () => {});
    try {
      await this.listener({ key, bytes, modifiedAt: mtimeMs });
      return versionOfBytes(bytes);
    } catch {
      return null;
    }
  }
}
