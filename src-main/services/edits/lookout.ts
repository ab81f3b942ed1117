import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { isStoreError } from '#shared/errors.ts';
import { maxEditableBytes } from '#shared/model/document.ts';
import type { Entry, ReadableBackend } from '#storage/backend.ts';
import type { Database } from '#workers/database/database.ts';
import type { EditedFile } from '#workers/database/ledger/edits.ts';
import type { Log } from '../app/log.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import { inAction } from '../meter/actions.ts';

/** So many files are looked at when a store is opened, those edited last first. */
const looked = 500;
/** So many are looked after while it is open: a folder tells by itself, a bucket has to be asked. */
const followed = { watched: 200, polled: 10 };
/** Files that are looked at together, so that they hold up nobody who waits for an answer. */
const together = 4;
/** In ms: an empty file may be one that is about to be written, and is looked at again after so long. */
const filling = 150;
/** In ms: how often the files of a bucket that are not followed are looked at, and what could not be read, again. */
const every = 5 * 60_000;

/** In ms: a file that changes all the time is not looked at more often. */
const calm = 3000;
/** In ms: how coarse the times of files may be. */
const coarseness = 2000;

/** A file to look at, with what was known of it if that may be trusted. */
interface Looked {
  readonly key: string;
  readonly known: EditedFile | null;
}

interface LookoutParts {
  readonly store: string;
  readonly backend: ReadableBackend;
  readonly database: Database;
  readonly keeper: FileKeeper;
  readonly log: Log;
  /** Has changes of these files told. */
  readonly follow: (keys: string[]) => void;
  /** Whether anybody can see the store; else it is left alone. */
  readonly isSeen: () => boolean;
}

/**
 * Looks after the files of one open store that hold an edit, so that it is noticed when somebody writes over one,
 * and what they wrote is kept. Looks at no others, however large the store.
 */
export class Lookout {
  readonly #parts: LookoutParts;
  readonly #stop = new AbortController();
  #keys: ReadonlySet<string> = new Set();
  readonly #turns = pLimit(together);
  /** Files that were looked at just now, and those of them that have changed since. */
  readonly #busy = new Set<string>();
  readonly #missed = new Set<string>();
  #wanted = false;
  #work: Promise<void>;

  /** Begins at once. */
  constructor(parts: LookoutParts) {
    this.#parts = parts;
    this.#work = this.#attempt(() => this.#begin());
    void this.#again();
  }

  /** Looks at those of the files that it looks after; at all of them where none is named. */
  changed(keys: readonly string[]): void {
    const files = keys.length === 0 ? [...this.#keys] : keys.filter((key) => this.#keys.has(key));
    for (const key of files) {
      if (this.#busy.has(key)) this.#missed.add(key);
      else void this.#lookNow(key);
    }
  }

  /** Finds out which files to look after, when one may have come or gone. */
  renew(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#work = this.#work.then(() => {
      this.#wanted = false;
      return this.#attempt(() => this.#follow());
    });
  }

  close(): void {
    this.#stop.abort();
    this.#parts.follow([]);
  }

  async #begin(): Promise<void> {
    const { database, keeper, store } = this.#parts;
    await this.#follow();
    const files = await database.call('edits.files', { store: keeper.place(store), limit: looked });
    await Promise.all(files.map((known) => this.#lookAt({ key: known.key, known })));
  }

  async #follow(): Promise<void> {
    const { database, keeper, store, backend, follow } = this.#parts;
    const limit = backend.capabilities.watch ? followed.watched : followed.polled;
    const files = await database.call('edits.files', { store: keeper.place(store), limit });
    const keys = files.map(({ key }) => key);
    if (this.#stop.signal.aborted || sameSet(this.#keys, keys)) return;
    this.#keys = new Set(keys);
    follow(keys);
  }

  /** Looks at once, and while the file goes on changing from time to time: each look keeps all of it. */
  async #lookNow(key: string): Promise<void> {
    const { signal } = this.#stop;
    this.#busy.add(key);
    do {
      this.#missed.delete(key);
      await this.#lookAt({ key, known: null });
      await pause(calm, undefined, { signal, ref: false }).catch(() => {});
    } while (this.#missed.has(key) && !signal.aborted);
    this.#busy.delete(key);
  }

  /** A file that cannot be read holds up no other. */
  #lookAt(file: Looked): Promise<void> {
    return this.#turns(() => this.#attempt(() => this.#look(file)));
  }

  /** Reads a file if it is not known to be as it was when it was last seen, and tells what is there. */
  async #look({ key, known }: Looked): Promise<void> {
    const { backend, keeper, store } = this.#parts;
    const { signal } = this.#stop;
    if (signal.aborted) return;
    const asOf = Date.now();
    let facts = await backend.stat(key, { signal });
    if (facts?.size === 0) {
      await pause(filling, undefined, { signal });
      facts = await backend.stat(key, { signal });
    }
    if (facts === null) keeper.gone(store, key, asOf);
    // One that has grown so large cannot be compared or merged.
    else if (facts.size <= maxEditableBytes && !(known && isAsBefore(facts, known, asOf))) {
      const read = await backend.readBytes(key, { signal, maxBytes: maxEditableBytes });
      keeper.seen(store, key, { ...read, asOf });
    }
  }

  async #again(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(every, undefined, { signal, ref: false }).catch(() => {});
      if (!signal.aborted && this.#parts.isSeen()) await this.#attempt(() => this.#begin());
    }
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    const { log, store } = this.#parts;
    try {
      await inAction('edits.look', work);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      if (!isStoreError(error)) log.error({ err: error, store }, 'Edited files could not be looked after');
      else
        log.warn({ code: error.code, reason: error.message, store }, 'An edited file could not be looked at');
    }
  }
}

/** Where facts have no token, time and size tell; of a file that was just written they do not. */
function isAsBefore(facts: Entry, known: EditedFile, now: number): boolean {
  if (facts.version !== null) return facts.version === known.version;
  const same = facts.size === known.size && Math.round(facts.modifiedAt) === Math.round(known.at);
  return same && now - facts.modifiedAt > coarseness;
}

function sameSet(set: ReadonlySet<string>, keys: readonly string[]): boolean {
  return set.size === keys.length && keys.every((key) => set.has(key));
}
