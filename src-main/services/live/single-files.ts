import { isStoreError } from '#shared/errors.ts';
import type { Entry, ReadableBackend } from '#storage/backend.ts';
import { type Change, changeOf } from './difference.ts';
import { timely } from './watched-levels.ts';

interface Followed {
  seen: Entry | null;
  readonly stop: () => void;
}

/** Files followed one by one, since what else lies beside them is of no interest. */
export class SingleFiles {
  readonly #backend: ReadableBackend;
  readonly #onEvent: (key: string) => void;
  readonly #files = new Map<string, Followed>();

  constructor(backend: ReadableBackend, onEvent: (key: string) => void) {
    this.#backend = backend;
    this.#onEvent = onEvent;
  }

  /** Follows these from now on; answers those that are new and there. */
  async want(keys: readonly string[]): Promise<Entry[]> {
    const wanted = new Set(keys);
    for (const [key, file] of this.#files) {
      if (wanted.has(key)) continue;
      file.stop();
      this.#files.delete(key);
    }
    const found: Entry[] = [];
    for (const key of wanted) {
      if (this.#files.has(key)) continue;
      const stop = this.#backend.watch?.([key], (event) => this.#onEvent(event.key)) ?? (() => {});
      const followed: Followed = { seen: null, stop };
      this.#files.set(key, followed);
      followed.seen = await this.#stat(key);
      if (followed.seen) found.push(followed.seen);
    }
    return found;
  }

  async look(key: string): Promise<Change[]> {
    const followed = this.#files.get(key);
    if (!followed) return [];
    const before = followed.seen;
    followed.seen = await this.#stat(key);
    const change = changeOf(key, before ?? undefined, followed.seen);
    return change ? [change] : [];
  }

  async rereadAll(): Promise<Change[]> {
    const changes: Change[] = [];
    for (const key of [...this.#files.keys()]) changes.push(...(await this.look(key)));
    return changes;
  }

  close(): void {
    for (const { stop } of this.#files.values()) stop();
    this.#files.clear();
  }

  async #stat(key: string): Promise<Entry | null> {
    try {
      return await this.#backend.stat(key, timely());
    } catch (error) {
      if (isStoreError(error, 'NOT_A_FILE') || isStoreError(error, 'OUTSIDE_STORE')) return null;
      throw error;
    }
  }
}
