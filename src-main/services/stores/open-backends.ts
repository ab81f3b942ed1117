import { StoreError } from '#shared/errors.ts';
import type { StoreLocation } from '#shared/model/store.ts';
import type { CallOptions, ReadableBackend, StorageBackend } from '#storage/backend.ts';
import type { SavedDraft } from '#workers/database/drafts.ts';
import type { WriteReason } from '../history/changes.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import { noting } from '../live/noting-backend.ts';
import type { OwnWrites } from '../live/own-writes.ts';
import type { Remembered } from './remembered.ts';
import type { StoreRights } from './store-rights.ts';

/** An open store, as other services use it. */
export interface OpenStore<Backend extends ReadableBackend = ReadableBackend> {
  readonly id: string;
  readonly name: string;
  readonly location: StoreLocation;
  readonly backend: Backend;
  readonly readOnly: boolean;
}

/** The backends that are open. The only place that hands them out, and so the place where read-only is enforced. */
export class OpenBackends {
  readonly #own: OwnWrites;
  readonly #keeper: FileKeeper;
  readonly #rights: StoreRights;
  readonly #open = new Map<string, StorageBackend>();

  constructor({ own, keeper, rights }: { own: OwnWrites; keeper: FileKeeper; rights: StoreRights }) {
    this.#own = own;
    this.#keeper = keeper;
    this.#rights = rights;
  }

  get ids(): string[] {
    return [...this.#open.keys()];
  }

  get(id: string): StorageBackend | undefined {
    return this.#open.get(id);
  }

  /** To read from. Throws `NOT_FOUND` where it is not open. */
  reader(id: string, entry: Remembered | undefined): OpenStore<StorageBackend> {
    const backend = this.#open.get(id);
    if (!entry || !backend) {
      throw new StoreError('NOT_FOUND', 'This store is not open any more. Connect it again.', { where: id });
    }
    return { ...entry, backend, readOnly: this.#rights.reasonOf(entry) !== null };
  }

  /** To write to, for a reason that stands in the history. Throws `READ_ONLY` where nothing may be written. */
  writer(
    id: string,
    entry: Remembered | undefined,
    why: WriteReason,
    draft?: SavedDraft,
  ): OpenStore<StorageBackend> {
    const store = this.reader(id, entry);
    if (entry) this.#rights.mustBeWritable(entry);
    const keeping = this.#keeper.keeping(id, store.backend, why, draft);
    return { ...store, backend: noting(keeping, this.#own, id) };
  }

  /** Makes a backend ready to be put in: what a crash of this app has left half done is put right. */
  async prepare(
    id: string,
    backend: StorageBackend,
    { readOnly, signal }: CallOptions & { readOnly: boolean },
  ) {
    backend.onDisplaced?.((displaced) => this.#keeper.displaced(id, displaced));
    try {
      if (!readOnly) await backend.recover?.({ signal });
    } catch (error) {
      await backend.close();
      throw error;
    }
  }

  /** Puts a backend in; the one that it takes the place of is to be closed. */
  put(entry: Remembered, backend: StorageBackend): StorageBackend | undefined {
    const before = this.#open.get(entry.id);
    this.#open.set(entry.id, backend);
    this.#rights.opened(entry, backend);
    return before;
  }

  /** Takes a store out, and answers what closes it. */
  take(id: string): () => Promise<void> {
    const backend = this.#open.get(id);
    this.#open.delete(id);
    this.#rights.closed(id);
    return async () => {
      await backend?.close();
      await this.#keeper.closed(id);
    };
  }

  async closeAll(): Promise<void> {
    const backends = [...this.#open];
    this.#open.clear();
    await Promise.allSettled(backends.map(([, backend]) => backend.close()));
    for (const [id] of backends) await this.#keeper.closed(id);
  }
}
