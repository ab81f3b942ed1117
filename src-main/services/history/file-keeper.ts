import { randomUUID } from 'node:crypto';
import { isStoreError } from '#shared/errors.ts';
import type { Database } from '#workers/database/database.ts';
import type { Seen } from '#workers/database/versions.ts';
import type { Log } from '../app/log.ts';

/** A file that was read. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly version: string;
  readonly modifiedAt: number;
}

/** Notes in the history how files are found, in the background: nobody waits for it. */
export class FileKeeper {
  readonly #database: Database;
  readonly #log: Log;
  readonly #run = randomUUID();
  readonly #notes = new Set<Promise<void>>();

  constructor(database: Database, log: Log) {
    this.#database = database;
    this.#log = log;
  }

  /** What the tables know a store by. What is in memory ends with the process, so each process has its own. */
  place(store: string): string {
    return isInMemory(store) ? `${store}/${this.#run}` : store;
  }

  /** Notes a file as it was read; whole, and text that can be edited. Do not change the bytes afterwards. */
  seen(store: string, key: string, { bytes, version, modifiedAt }: ReadFile): void {
    this.#note(store, key, { what: { bytes }, version, at: modifiedAt });
  }

  /** Notes that a file was not there any more. */
  gone(store: string, key: string): void {
    this.#note(store, key, { what: null, version: null, at: Date.now() });
  }

  /** Forgets all about a store that is closed for good; nothing happens to one that can be opened again. */
  async closed(store: string): Promise<void> {
    if (!isInMemory(store)) return;
    await this.noted();
    await this.#quietly(this.#database.call('versions.forget', { store: this.place(store) }));
  }

  /** Resolves when all that was seen so far is noted. */
  async noted(): Promise<void> {
    await Promise.all(this.#notes);
  }

  #note(store: string, key: string, seen: Seen): void {
    const call = this.#database.call('versions.see', {
      store: this.place(store),
      key,
      seen,
      now: Date.now(),
    });
    const note = this.#quietly(call).finally(() => this.#notes.delete(note));
    this.#notes.add(note);
  }

  /** What goes wrong here takes nothing from whoever reads a file. */
  async #quietly(call: Promise<unknown>): Promise<void> {
    try {
      await call;
    } catch (error) {
      if (!isStoreError(error)) throw error;
      this.#log.warn({ code: error.code, reason: error.message }, 'The history could not be written');
    }
  }
}

function isInMemory(store: string): boolean {
  return store.startsWith('memory-');
}
