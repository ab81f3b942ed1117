import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { StoreError } from '#shared/errors.ts';

/** In milliseconds: how long content may lie there before somebody says that it is wanted. */
const unclaimed = 86_400_000;

/** What is kept of some bytes: their SHA-256 in hex, and their length. */
export interface Content {
  readonly hash: string;
  readonly size: number;
}

/**
 * Bytes by their SHA-256, compressed, each once: where everything goes that a delete (and later a save) takes
 * away. Lies in the app's home, never in a store.
 */
export class ContentStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps bytes and answers their name. They are on disk, synced, when this resolves. */
  async put(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Content> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const temporary = join(this.#folder, `incoming-${randomUUID()}`);
    const hash = createHash('sha256');
    let size = 0;
    const measured = async function* () {
      for await (const piece of source) {
        hash.update(piece);
        size += piece.length;
        yield piece;
      }
    };
    try {
      const target = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true });
      await pipeline(Readable.from(measured()), createZstdCompress(), target, signal ? { signal } : {});
      const name = hash.digest('hex');
      const path = this.#path(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(temporary, path);
      await syncFolder(dirname(path));
      return { hash: name, size };
    } catch (error) {
      await rm(temporary, { force: true });
      if (signal?.aborted) throw new StoreError('CANCELLED', 'Stopped. Nothing was deleted.');
      throw spaceError(error);
    }
  }

  /** The bytes again. Rejects `NOT_FOUND` where they were pruned. */
  async get(hash: string): Promise<AsyncIterable<Uint8Array>> {
    const path = this.#path(hash);
    try {
      await access(path);
    } catch {
      throw new StoreError('NOT_FOUND', 'This content is not kept any more.', { where: hash });
    }
    return createReadStream(path).pipe(createZstdDecompress());
  }

  /**
   * Removes content that is not wanted any more, and what a crash left half-written. What was put or begun in the
   * day before `now` stays: a deletion that is under way, in another process maybe, has yet to say that it wants it.
   */
  async keepOnly(wanted: ReadonlySet<string>, now = Date.now()): Promise<void> {
    for (const name of await names(this.#folder)) {
      const path = join(this.#folder, name);
      if (name.startsWith('incoming-')) await removeOld(path, now);
      else {
        for (const file of await names(path)) {
          if (!wanted.has(file.replace(/\.zst$/, ''))) await removeOld(join(path, file), now);
        }
      }
    }
  }

  #path(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), `${hash}.zst`);
  }
}

/** Putting the same bytes again makes them young again. */
async function removeOld(path: string, now: number): Promise<void> {
  const facts = await stat(path).catch(() => null);
  if (facts && now - facts.mtimeMs > unclaimed) await rm(path, { force: true });
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders; there the rename is durable enough.
  if (process.platform === 'win32') return;
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function spaceError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  const message =
    'There is no room to keep a copy of what would be deleted, so nothing was deleted. Free some space in the app’s home folder and try again.';
  return new StoreError('NO_SPACE', message, { cause: code });
}
