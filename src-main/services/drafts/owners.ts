import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile, type ProcessLock } from '../app/process-lock.ts';

/** In milliseconds: how old a file has to be before it is cleared away; one that was just made may not be locked yet. */
const settled = 86_400_000;

/** Says which processes are alive. Each holds a lock on a file of its own, which goes with the process. */
export class Owners {
  /** Of this process. */
  readonly id = randomUUID();
  readonly #folder: string;
  #held: ProcessLock | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes the lock of this process, if it is not held yet. Throws where the folder cannot be written. */
  hold(): void {
    if (this.#held) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#held = lockFile(this.#path(this.id));
  }

  /** Whether a process lives. One that cannot be told counts as living. */
  isAlive(id: string): boolean {
    if (id === this.id) return true;
    const path = this.#path(id);
    if (!existsSync(path)) return false;
    try {
      lockFile(path).release();
      return false;
    } catch {
      return existsSync(path);
    }
  }

  /** Removes what processes left that did not end by themselves. */
  tidy(now = Date.now()): void {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) {
      const id = /^([\da-f-]{36})\.db$/.exec(name)?.[1];
      const facts = statSync(join(this.#folder, name), { throwIfNoEntry: false });
      if (id && facts && now - facts.mtimeMs > settled && !this.isAlive(id)) this.#remove(id);
    }
  }

  /** Lets go: this process counts as dead from now on. */
  close(): void {
    if (!this.#held) return;
    this.#held.release();
    this.#held = null;
    this.#remove(this.id);
  }

  #remove(id: string): void {
    rmSync(this.#path(id), { force: true });
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.db`);
  }
}
