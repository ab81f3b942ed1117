import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { OpenResult, OpenS3, TestStep } from '#shared/contract/stores.ts';
import { StoreError } from '#shared/errors.ts';
import type { S3Location, Store } from '#shared/model/store.ts';
import type { CallOptions } from '#storage/backend.ts';
import { FileSystemStorage, InMemoryStorage } from '#storage/index.ts';
import type { SecretStore } from '../app/secrets.ts';
import type { StoreRegistry } from './registry.ts';

export const keysSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().optional(),
});

/** Opens stores of every kind. Opening writes nothing. */
export class OpeningService {
  readonly #stores: StoreRegistry;
  readonly #secrets: SecretStore;

  constructor(stores: StoreRegistry, secrets: SecretStore) {
    this.#stores = stores;
    this.#secrets = secrets;
  }

  /** Opens a folder, or asks which of several folders below it is meant. */
  async openFolder(
    request: { path: string; readOnly: boolean; root?: string | undefined; name?: string },
    _options: CallOptions,
  ): Promise<OpenResult> {
    const base = resolve(request.path);
    await mustBeFolder(base);
    const path = base;
    const backend = new FileSystemStorage(path);
    const { readOnly, name } = request;
    return {
      kind: 'opened',
      store: await this.#stores.add({ kind: 'folder', path }, backend, { readOnly, name }),
    };
  }

  /** Opens a bucket, or asks which prefix in it is meant. */
  async openS3(_request: OpenS3, _options: CallOptions): Promise<OpenResult> {
    throw new StoreError('UNSUPPORTED', 'Buckets cannot be opened yet.');
  }

  /** A store in memory: empty, or filled with the sample. */
  async openMemory(content: 'empty' | 'sample'): Promise<Store> {
    const backend = new InMemoryStorage();
    return this.#stores.add({ kind: 'memory', content }, backend, { readOnly: false });
  }

  /** Opens a remembered store as it was. */
  async connect(id: string, options: CallOptions): Promise<Store> {
    const { location, readOnly, name } = await this.#stores.remembered(id);
    try {
      const result =
        location.kind === 'folder'
          ? await this.openFolder({ path: location.path, readOnly, name, root: '' }, options)
          : location.kind === 's3'
            ? await this.openS3({ location, readOnly, name, root: '' }, options)
            : { kind: 'opened' as const, store: await this.openMemory(location.content) };
      if (result.kind !== 'opened')
        throw new StoreError('INTERNAL', 'A remembered store has no choice to make.');
      return result.store;
    } catch (error) {
      if (error instanceof StoreError && error.code !== 'CANCELLED')
        await this.#stores.failed(id, error.message);
      throw error;
    }
  }

  /** Closes and forgets a store, with its keys. */
  async forget(id: string): Promise<void> {
    await this.#stores.forget(id);
    await this.#secrets.delete(secretName(id));
  }

  async *test(_request: OpenS3, _options: CallOptions): AsyncGenerator<TestStep> {}

  async profiles(): Promise<string[]> {
    return [];
  }

  environment(): S3Location | null {
    return null;
  }
}

function secretName(storeId: string): string {
  return `s3-keys:${storeId}`;
}

async function mustBeFolder(path: string): Promise<void> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      throw new StoreError('NOT_FOUND', `There is no folder “${path}”.`, { where: path, cause: 'ENOENT' });
    }
    throw new StoreError('FORBIDDEN', `The folder “${path}” cannot be opened.`, {
      where: path,
      ...(error.code === undefined ? {} : { cause: error.code }),
    });
  });
  if (!facts.isDirectory()) {
    throw new StoreError('NOT_A_FILE', `“${path}” is not a folder. Choose the folder that holds sessions/.`, {
      where: path,
    });
  }
}
