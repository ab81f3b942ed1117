import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { isStoreError, StoreError } from '#shared/errors.ts';
import { type Deleted, deletedSchema, type Progress } from '#shared/model/app.ts';
import type { CallOptions, Entry, StorageBackend } from '#storage/backend.ts';
import type { Home } from '../app/home.ts';
import type { ContentStore } from '../content/content-store.ts';
import { holds } from '../content/holds.ts';
import { readInPieces } from '../content/read-pieces.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import type { OpenStore, StoreRegistry } from '../stores/registry.ts';
import { filesOf } from './targets.ts';

/** A file that was copied before it was deleted. */
const copySchema = z.object({
  key: z.string(),
  hash: z.string(),
  size: z.number(),
  contentType: z.string().nullable(),
});

const manifestSchema = deletedSchema.extend({ copies: z.array(copySchema) });
type Manifest = z.infer<typeof manifestSchema>;
type Copy = z.infer<typeof copySchema> & { version: string };

export type DeletionStep = Progress | { kind: 'done'; deleted: Deleted };

const folder = 'deleted';
/** How often a file that changes while it is copied is copied again before the deletion gives up. */
const copyAttempts = 5;

/** Deletes with a copy first, and brings back. */
export class DeletionService {
  readonly #home: Home;
  readonly #stores: StoreRegistry;
  readonly #content: ContentStore;
  readonly #keeper: FileKeeper;

  constructor(home: Home, stores: StoreRegistry, content: ContentStore, keeper: FileKeeper) {
    this.#keeper = keeper;
    this.#home = home;
    this.#stores = stores;
    this.#content = content;
  }

  /** What a deletion would take. */
  async preview(storeId: string, target: DeletionTarget, options: CallOptions) {
    const { what, files } = await filesOf(this.#stores.reader(storeId).backend, target, options);
    return { what, files: files.length, bytes: sum(files) };
  }

  /**
   * Copies every file of the target to the content store, notes what was copied, and only then deletes. Stopped
   * before the copy is whole, it has deleted nothing; stopped later, it still ends with what it has deleted.
   */
  async *run(storeId: string, target: DeletionTarget, options: CallOptions): AsyncGenerator<DeletionStep> {
    const open = this.#stores.writer(storeId, 'delete');
    const { backend } = open;
    const { what, files } = await filesOf(backend, target, options);
    const copies: Copy[] = [];
    for (const [index, file] of files.entries()) {
      yield { kind: 'progress', done: index, total: files.length * 2, what: `Copying ${file.key}` };
      copies.push(await this.#copy(open, file.key, options));
    }
    const deleted: Deleted = {
      id: randomUUID(),
      store: storeId,
      what,
      files: files.length,
      bytes: sum(copies),
      at: Date.now(),
    };
    await this.#writeManifest({ ...deleted, copies });
    for (const [index, copy] of copies.entries()) {
      yield {
        kind: 'progress',
        done: files.length + index,
        total: files.length * 2,
        what: `Deleting ${copy.key}`,
      };
      try {
        copies[index] = await this.#deleteCopied(open, copy, { ...deleted, copies });
      } catch (error) {
        throw cutShort(error, index, copies.length);
      }
    }
    yield { kind: 'done', deleted };
  }

  /**
   * Puts everything back. Where there is another file by now, that is left alone and named in `kept`, and what was
   * deleted there can still be brought back later. Stopped or failed in between, it can be done again.
   */
  async undo(id: string, options: CallOptions): Promise<{ restored: number; kept: string[] }> {
    const manifest = await this.#manifest(id);
    const { backend } = await this.#openAgain(manifest.store);
    const kept: Manifest['copies'] = [];
    for (const copy of manifest.copies) {
      if (!(await this.#restore(backend, copy, options))) kept.push(copy);
    }
    if (kept.length === 0) await rm(join(this.#home.path, folder, `${id}.json`), { force: true });
    else await this.#writeManifest({ ...manifest, copies: kept, files: kept.length, bytes: sum(kept) });
    return { restored: manifest.copies.length - kept.length, kept: kept.map(({ key }) => key) };
  }

  /** What can be brought back in a store, newest first. */
  async list(storeId: string): Promise<Deleted[]> {
    const manifests = await this.#manifests();
    return manifests
      .filter(({ store }) => store === storeId)
      .sort((a, b) => b.at - a.at)
      .map(({ copies: _, ...deleted }) => deleted);
  }

  /** Forgets what was deleted longer ago than the given days, and its content. */
  async prune(days: number, now = Date.now()): Promise<void> {
    const oldest = now - days * 86_400_000;
    const manifests = await this.#manifests();
    for (const { id, at } of manifests) {
      if (at < oldest) await rm(join(this.#home.path, folder, `${id}.json`), { force: true });
    }
    const kept = manifests.filter(({ at }) => at >= oldest);
    await this.#content.keepOnly(new Set(kept.flatMap(({ copies }) => copies.map(({ hash }) => hash))), now);
  }

  async #openAgain(store: string): Promise<OpenStore<StorageBackend>> {
    if (!this.#stores.isOpen(store)) {
      const known = (await this.#stores.list()).find(({ id }) => id === store);
      const message = known
        ? `This was deleted from the store “${known.name}”, which is not open. Connect it, and bring it back then.`
        : 'This was deleted from a store that is not in the list any more. Open it, and bring it back then.';
      throw new StoreError('NOT_FOUND', message, { where: known?.place ?? store });
    }
    return this.#stores.writer(store, 'restore');
  }

  /** False where there is another file by now. */
  async #restore(backend: StorageBackend, copy: Manifest['copies'][number], options: CallOptions) {
    try {
      const contentType = copy.contentType ?? undefined;
      const bytes = await this.#content.get(copy.hash);
      await backend.writeBytes(copy.key, bytes, { ...options, ifAbsent: true, contentType });
      return true;
    } catch (error) {
      if (!isStoreError(error, 'CONFLICT')) throw error;
      return (await holds(backend, copy.key, copy.hash, options)) !== null;
    }
  }

  /** Deletes a file in the very version that was copied; one that has changed since is copied again first. */
  async #deleteCopied(store: OpenStore<StorageBackend>, copy: Copy, manifest: Manifest): Promise<Copy> {
    let current = copy;
    for (let attempt = 0; attempt < copyAttempts; attempt++) {
      try {
        await store.backend.delete(current.key, { ifVersion: current.version });
        return current;
      } catch (error) {
        if (!isStoreError(error, 'CONFLICT')) throw error;
        if (error.data.currentVersion === null) return current;
        current = await this.#copy(store, copy.key, {});
        const copies = manifest.copies.map((other) => (other.key === copy.key ? current : other));
        await this.#writeManifest({ ...manifest, copies });
      }
    }
    const message = `“${copy.key}” is being written all the time and was not deleted. Stop what writes it and try again.`;
    throw new StoreError('BUSY', message, { where: copy.key });
  }

  async #copy({ id: storeId, backend }: OpenStore, key: string, options: CallOptions): Promise<Copy> {
    for (let attempt = 1; ; attempt++) {
      const asOf = Date.now();
      const source = readInPieces(backend, key, options);
      try {
        const content = await this.#content.put(source.pieces, options.signal);
        const version = source.version();
        await this.#keeper.copied(storeId, key, { what: content, version, at: source.modifiedAt(), asOf });
        return { key, ...content, contentType: source.contentType(), version };
      } catch (error) {
        if (!isStoreError(error, 'CONFLICT') || attempt === copyAttempts) throw error;
      }
    }
  }

  #writeManifest(manifest: Manifest): Promise<void> {
    return this.#home.writeJson(`${folder}/${manifest.id}.json`, manifestSchema.parse(manifest));
  }

  async #manifest(id: string): Promise<Manifest> {
    const manifest = await this.#home.readJson(`${folder}/${id}.json`, manifestSchema.nullable(), null);
    if (!manifest) throw new StoreError('NOT_FOUND', 'This was brought back already, or is kept no longer.');
    return manifest;
  }

  async #manifests(): Promise<Manifest[]> {
    const found: Manifest[] = [];
    for (const name of await readdir(join(this.#home.path, folder)).catch(() => [])) {
      const manifest = await this.#home.readJson(`${folder}/${name}`, manifestSchema.nullable(), null);
      if (manifest) found.push(manifest);
    }
    return found;
  }
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
