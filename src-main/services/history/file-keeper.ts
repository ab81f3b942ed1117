import { randomUUID } from 'node:crypto';
import { isStoreError } from '#shared/errors.ts';
import type { Displaced, StorageBackend } from '#storage/backend.ts';
import type { Database } from '#workers/database/database.ts';
import type { SavedDraft } from '#workers/database/drafts.ts';
import type { Seen } from '#workers/database/versions.ts';
import type { FoundFile, Whose } from '#workers/database/whose.ts';
import type { Log } from '../app/log.ts';
import type { ContentStore } from '../content/content-store.ts';
import { Changes, type WriteReason } from './changes.ts';
import { KeepingBackend } from './keeping-backend.ts';
import { type Sight, Unkept } from './unkept.ts';

/** A file that was read. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly version: string;
  readonly modifiedAt: number;
  /** When the reading began, by this machine's clock. */
  readonly asOf: number;
}

/** Sees to it that the history of files is kept: of what is read, in the background, and of what is written, before it is. */
export class FileKeeper {
  readonly #database: Database;
  readonly #content: ContentStore;
  readonly #log: Log;
  readonly #run = randomUUID();
  readonly #notes = new Set<Promise<void>>();
  readonly #listeners = new Set<(store: string) => void>();
  readonly #finders = new Set<(store: string, key: string) => void>();

  readonly #unkept: Unkept;

  /** `onProblem` is told why what others write cannot be kept, and, by null, that it can again. */
  constructor(
    database: Database,
    content: ContentStore,
    log: Log,
    onProblem: (problem: string | null) => void = () => {},
  ) {
    this.#unkept = new Unkept((sight) => this.#note(sight), onProblem);
    this.#database = database;
    this.#content = content;
    this.#log = log;
  }

  /** What the tables know a store by. What is in memory ends with the process, so each process has its own. */
  place(store: string): string {
    return isInMemory(store) ? `${store}/${this.#run}` : store;
  }

  /** The store that the tables know by this. */
  storeOf(place: string): string {
    return place.split('/')[0] ?? place;
  }

  /** Calls the listener with a store after something was noted of a file in it. */
  onNoted(listener: (store: string) => void): void {
    this.#listeners.add(listener);
  }

  /** Calls the listener after something new was found in a file that was read, or not found any more. */
  onFound(listener: (store: string, key: string) => void): void {
    this.#finders.add(listener);
  }

  /**
   * The backend of a store, to write to for the given reason: what it replaces is kept first. A draft whose text is
   * written is settled with the write.
   */
  keeping(store: string, backend: StorageBackend, reason: WriteReason, draft?: SavedDraft): StorageBackend {
    const onNoted = () => this.#tell(store);
    const parts = { database: this.#database, content: this.#content, log: this.#log, onNoted };
    return new KeepingBackend(backend, new Changes({ ...parts, store: this.place(store), reason, draft }));
  }

  /** Keeps a text that a change here took the place of, before anybody here had seen it. */
  async displaced(store: string, { key, bytes, modifiedAt }: Displaced): Promise<void> {
    const file = { store: this.place(store), key };
    await this.#database.call('versions.displace', {
      ...file,
      what: { bytes },
      at: modifiedAt,
      now: Date.now(),
    });
    this.#tell(store);
  }

  /** Notes a file as it was copied: its content is kept already. */
  async copied(store: string, key: string, seen: Seen): Promise<void> {
    await this.#database.call('versions.see', { store: this.place(store), key, seen, now: Date.now() });
    this.#tell(store);
  }

  /**
   * Whose doing files are as they were found, in whatever process of the app: `under way` where that will be known in
   * a moment. Where it cannot be known, they are others'.
   */
  async whose(store: string, files: readonly FoundFile[]): Promise<Whose[]> {
    try {
      const args = { store: this.place(store), files, now: Date.now() };
      return await this.#database.call('versions.whose', args);
    } catch (error) {
      if (!isStoreError(error)) throw error;
      return files.map(() => 'others');
    }
  }

  /** Notes a file as it was read; whole, and text that can be edited. Do not change the bytes afterwards. */
  seen(store: string, key: string, { bytes, version, modifiedAt, asOf }: ReadFile): void {
    this.#note({ store, key, seen: { what: { bytes }, version, at: modifiedAt, asOf } });
  }

  /** Settles a draft whose very text was found in its file. */
  async savedAlready(
    store: string,
    key: string,
    draft: SavedDraft,
    { bytes, version }: Pick<ReadFile, 'bytes' | 'version'>,
  ): Promise<void> {
    const file = { store: this.place(store), key };
    const args = { draft, file, version, what: { bytes }, now: Date.now() };
    await this.#quietly(this.#database.call('drafts.saved', args));
  }

  /** Notes that a file was not there any more when the look at it began. */
  gone(store: string, key: string, asOf: number): void {
    this.#note({ store, key, seen: { what: null, version: null, at: Date.now(), asOf } });
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

  #note(sight: Sight): void {
    const note = this.#attempt(sight).finally(() => this.#notes.delete(note));
    this.#notes.add(note);
  }

  /** What goes wrong here takes nothing from whoever reads a file; it is tried again, and the user is told. */
  async #attempt(sight: Sight): Promise<void> {
    const { store, key, seen } = sight;
    try {
      const args = { store: this.place(store), key, seen, now: Date.now() };
      const isNew = await this.#database.call('versions.see', args);
      this.#unkept.kept();
      this.#tell(store);
      if (isNew) for (const listener of this.#finders) listener(store, key);
    } catch (error) {
      this.#report(error);
      if (isStoreError(error)) this.#unkept.add(sight, error.message);
    }
  }

  #tell(store: string): void {
    for (const listener of this.#listeners) listener(store);
  }

  async #quietly(call: Promise<unknown>): Promise<void> {
    try {
      await call;
    } catch (error) {
      this.#report(error);
    }
  }

  #report(error: unknown): void {
    const what = 'The history could not be written';
    if (isStoreError(error)) this.#log.warn({ code: error.code, reason: error.message }, what);
    else this.#log.error({ err: error }, what);
  }
}

function isInMemory(store: string): boolean {
  return store.startsWith('memory-');
}
