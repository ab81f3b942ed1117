import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { isStoreError, StoreError } from '#shared/errors.ts';
import type { Deleted, Progress } from '#shared/model/app.ts';
import { maxEditableBytes } from '#shared/model/document.ts';
import { type Guarded, leastGuarded } from '#shared/model/guarantee.ts';
import type { ByteSource, CallOptions, Entry, StorageBackend } from '#storage/backend.ts';
import type { Database } from '#workers/database/database.ts';
import type { DeletedFile } from '#workers/database/deletions.ts';
import type { Home } from '../app/home.ts';
import type { ContentStore } from '../content/content-store.ts';
import { holds } from '../content/holds.ts';
import { readInPieces } from '../content/read-pieces.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import { writeCarried } from '../history/write-carried.ts';
import type { Costs } from '../meter/costs.ts';
import type { OpenStore } from '../stores/open-backends.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import { readCarried, writeOptionsOf } from './carried.ts';
import { deletionCost, undoCost } from './costs.ts';
import { takeInManifests } from './manifests.ts';
import { filesOf } from './targets.ts';

/** A file that was copied, in the version that may be deleted. */
type Copy = DeletedFile & { readonly version: string };

export type DeletionStep = Progress | { kind: 'done'; deleted: Deleted; guarded?: Guarded };

/** How often a file that changes while it is copied is copied again before the deletion gives up. */
const copyAttempts = 5;

interface DeletionParts {
  readonly home: Home;
  readonly database: Database;
  readonly stores: StoreRegistry;
  readonly content: ContentStore;
  readonly keeper: FileKeeper;
  readonly costs: Costs;
}

/** Deletes with a copy first, and brings back. */
export class DeletionService {
  readonly #parts: DeletionParts;
  #former: Promise<void> | null = null;

  constructor(parts: DeletionParts) {
    this.#parts = parts;
  }

  /** What a deletion would take. */
  async preview(storeId: string, target: DeletionTarget, options: CallOptions) {
    const { backend } = this.#parts.stores.reader(storeId);
    const { what, files } = await filesOf(backend, target, options);
    const requests = backend.kind === 's3' ? deletionCost(what, files).requests : null;
    return { what, files: files.length, bytes: sum(files), requests };
  }

  /**
   * Keeps every file of the target, notes what is to be deleted, and only then deletes. Stopped before all is kept,
   * it has deleted nothing; stopped later, it still ends with what it has deleted. Rejects `COSTLY` where nobody
   * has agreed to what it costs.
   */
  async *run(
    storeId: string,
    target: DeletionTarget,
    options: CallOptions & { agreed?: boolean },
  ): AsyncGenerator<DeletionStep> {
    const { database, stores, keeper, costs } = this.#parts;
    const store = stores.writer(storeId, 'delete');
    const { what, files } = await filesOf(store.backend, target, options);
    await costs.check(store.backend, deletionCost(what, files), options.agreed ?? false);
    const total = files.length * 2;
    const copies: Copy[] = [];
    for (const [done, { key }] of files.entries()) {
      yield { kind: 'progress', done, total, what: `Copying ${key}` };
      copies.push(await this.#copy(store, key, options));
    }
    const [id, at] = [randomUUID(), Date.now()];
    await database.call('deletions.add', { id, store: keeper.place(storeId), what, at, files: copies });
    const guards: Guarded[] = [];
    for (const [index, copy] of copies.entries()) {
      yield { kind: 'progress', done: files.length + index, total, what: `Deleting ${copy.key}` };
      try {
        copies[index] = await this.#deleteCopied(store, copy, { id, guards });
      } catch (error) {
        throw cutShort(error, index, copies.length);
      }
    }
    const deleted = { id, store: storeId, what, at, files: copies.length, bytes: sum(copies) };
    const guarded = leastGuarded(guards);
    yield { kind: 'done', deleted, ...(guarded && { guarded }) };
  }

  /**
   * Puts everything back. Where there is another file by now, that is left alone and named in `kept`, and what was
   * deleted there can still be brought back later. Stopped or failed in between, it can be done again.
   */
  async undo(
    id: string,
    options: CallOptions & { agreed?: boolean },
  ): Promise<{ restored: number; kept: string[] }> {
    await this.#takeIn();
    const { database, keeper } = this.#parts;
    const deletion = await database.call('deletions.one', { id });
    if (!deletion) throw new StoreError('NOT_FOUND', 'This was brought back already, or is kept no longer.');
    const { backend } = await this.#openAgain(keeper.storeOf(deletion.store));
    await this.#parts.costs.check(backend, undoCost(deletion.files), options.agreed ?? false);
    const restored: string[] = [];
    const kept: string[] = [];
    for (const file of deletion.files) {
      ((await this.#restore(backend, file, options)) ? restored : kept).push(file.key);
    }
    await database.call('deletions.undone', { id, keys: restored });
    return { restored: restored.length, kept };
  }

  /** What can be brought back in a store, newest first. */
  async list(storeId: string): Promise<Deleted[]> {
    await this.#takeIn();
    const { database, keeper } = this.#parts;
    const deletions = await database.call('deletions.list', { store: keeper.place(storeId) });
    return deletions.map((deleted) => ({ ...deleted, store: storeId }));
  }

  /** The files that a deletion took, in the order of their keys; none where it was undone or is kept no longer. */
  async files(id: string): Promise<string[]> {
    const deletion = await this.#parts.database.call('deletions.one', { id });
    return deletion?.files.map(({ key }) => key) ?? [];
  }

  /** Forgets what was deleted longer ago than the given days. What the history of a file keeps stays there. */
  async prune(days: number, now = Date.now()): Promise<void> {
    await this.#takeIn();
    await this.#parts.database.call('deletions.prune', { before: now - days * 86_400_000 });
    await this.#parts.content.sweep(now);
  }

  async #openAgain(store: string): Promise<OpenStore<StorageBackend>> {
    const { stores } = this.#parts;
    if (!stores.isOpen(store)) {
      const known = (await stores.list()).find(({ id }) => id === store);
      const message = known
        ? `This was deleted from the store “${known.name}”, which is not open. Connect it, and bring it back then.`
        : 'This was deleted from a store that is not in the list any more. Open it, and bring it back then.';
      throw new StoreError('NOT_FOUND', message, { where: known?.place ?? store });
    }
    return stores.writer(store, 'restore');
  }

  /** False where there is another file by now. */
  async #restore(
    backend: StorageBackend,
    { key, hash, size, carried }: DeletedFile,
    options: CallOptions,
  ): Promise<boolean> {
    const { attributes, contentType } = writeOptionsOf(carried);
    const { content } = this.#parts;
    // What is whole can be sent again without what may not be set.
    const whole = size > maxEditableBytes ? null : await buffer(await content.get(hash));
    const bytes = () => whole ?? piecesOf(content, hash);
    try {
      await writeCarried(
        backend,
        key,
        { bytes, attributes: attributes ?? null },
        { ...options, contentType, size },
      );
      return true;
    } catch (error) {
      if (!isStoreError(error, 'CONFLICT')) throw error;
      // The deletion never got to it, or it was put back before.
      const there = await holds(backend, key, hash, options).catch(() => 'unknown');
      if (there === 'unknown') throw error;
      return there !== null;
    }
  }

  /** Deletes a file in the very version that was copied; one that has changed since is copied again first. */
  async #deleteCopied(
    store: OpenStore<StorageBackend>,
    copy: Copy,
    { id, guards }: { readonly id: string; readonly guards: Guarded[] },
  ): Promise<Copy> {
    let current = copy;
    const onGuarded = (guarded: Guarded) => guards.push(guarded);
    for (let attempt = 0; attempt < copyAttempts; attempt++) {
      try {
        await store.backend.delete(current.key, { ifVersion: current.version, onGuarded });
        return current;
      } catch (error) {
        if (!isStoreError(error, 'CONFLICT')) throw error;
        if (error.data.currentVersion === null) return current;
        current = await this.#copy(store, copy.key, {});
        await this.#parts.database.call('deletions.put', { id, file: current });
      }
    }
    const message = `“${copy.key}” is being written all the time and was not deleted. Stop what writes it and try again.`;
    throw new StoreError('BUSY', message, { where: copy.key });
  }

  async #copy({ id: storeId, backend }: OpenStore, key: string, options: CallOptions): Promise<Copy> {
    const { content, keeper } = this.#parts;
    for (let attempt = 1; ; attempt++) {
      const asOf = Date.now();
      const source = readInPieces(backend, key, options);
      try {
        const what = await content.put(source.pieces, options.signal);
        const version = source.version();
        await keeper.copied(storeId, key, { what, version, at: source.modifiedAt(), asOf });
        return {
          key,
          ...what,
          version,
          carried: await readCarried(backend, key, source.contentType(), options),
        };
      } catch (error) {
        if (!isStoreError(error, 'CONFLICT') || attempt === copyAttempts) throw error;
      }
    }
  }

  /** Takes in, once, what a former version of the app has deleted. */
  #takeIn(): Promise<void> {
    const { home, database } = this.#parts;
    this.#former ??= takeInManifests(home, database).catch((error) => {
      this.#former = null;
      throw error;
    });
    return this.#former;
  }
}

async function* piecesOf(content: ContentStore, hash: string): ByteSource {
  yield* await content.get(hash);
}

/** A deletion that failed between two files says how far it came. */
function cutShort(error: unknown, done: number, all: number): unknown {
  if (!isStoreError(error)) return error;
  const how = `${done} of ${all} files were deleted, and can be brought back.`;
  return new StoreError(error.code, `${error.message} ${how}`, error.data, { cause: error });
}

function sum(files: readonly Pick<Entry, 'size'>[]): number {
  return files.reduce((total, { size }) => total + size, 0);
}
