import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StoreError } from '#shared/errors.ts';
import { baseName } from '#shared/format/keys.ts';
import type { CallOptions } from '#storage/backend.ts';
import { readInPieces } from '../content/read-pieces.ts';
import type { StoreRegistry } from './registry.ts';

/** Types that no system runs when they are opened; everything else is shown in its folder instead. */
const harmless = /\.(txt|md|json|jsonl|csv|tsv|yaml|yml|log|png|jpe?g|gif|webp|bmp|pdf)$/i;

/** Ways out of a store to the desktop. */
export class OutsideService {
  readonly #stores: StoreRegistry;
  readonly #copies: string[] = [];

  constructor(stores: StoreRegistry) {
    this.#stores = stores;
  }

  /** Path of a file or folder of a folder store. Rejects `UNSUPPORTED` for stores that are no folder. */
  async pathOf(storeId: string, key: string, options: CallOptions): Promise<string> {
    const { location, backend } = this.#stores.reader(storeId);
    if (location.kind !== 'folder') {
      throw new StoreError('UNSUPPORTED', 'Only files of a folder can be shown in the file manager.');
    }
    // The backend refuses keys and links that leave the store.
    if (key !== '') await backend.stat(key, options);
    return join(location.path, ...key.split('/'));
  }

  /** Whether a file of this name can be opened by another program without being run. */
  isHarmless(key: string): boolean {
    return harmless.test(key);
  }

  /** Path of a fresh copy outside every store, so that another program never writes into one. */
  async copyOf(storeId: string, key: string, options: CallOptions): Promise<string> {
    const { backend } = this.#stores.reader(storeId);
    const folder = await mkdtemp(join(tmpdir(), 'agentflow-'));
    this.#copies.push(folder);
    const path = join(folder, fileName(key));
    await pipeline(
      Readable.from(readInPieces(backend, key, options).pieces),
      createWriteStream(path, { mode: 0o600 }),
    );
    return path;
  }

  /** Removes the copies. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#copies.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

/** A name that every system can hold: a bucket's key may end in `..` or be a thousand bytes long. */
function fileName(key: string): string {
  const name = baseName(key).replaceAll(/[<>:"|?*\\\p{Cc}]/gu, '_');
  const extension = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length).replace(/^\.+$/, '');
  return `${stem.slice(0, 60) || 'file'}${extension}`;
}
