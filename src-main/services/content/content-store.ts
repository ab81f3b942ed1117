import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { pipeline as pipelineOf, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { isStoreError, StoreError } from '#shared/errors.ts';
import { incomingPath } from '#workers/database/content-files.ts';
import { type Content, spoilt } from '#workers/database/contents.ts';
import type { Database } from '#workers/database/database.ts';

/** Bytes up to so many are handed to the database in one piece, which puts small ones into itself. */
const wholeBytes = 1024 * 1024;

/**
 * Bytes by their SHA-256, compressed, each once: where everything goes that a save or a delete takes away. Small
 * ones lie in the app's database, large ones beside it; never in a store.
 */
export class ContentStore {
  readonly #database: Database;
  readonly #folder: string;

  constructor(database: Database, folder: string) {
    this.#database = database;
    this.#folder = folder;
  }

  /**
   * Keeps bytes and answers their name. They are on disk, synced, when this resolves, and safe for a day: by then
   * a table must refer to them.
   */
  async put(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Content> {
    const pieces = source[Symbol.asyncIterator]();
    const head: Uint8Array[] = [];
    let length = 0;
    while (length <= wholeBytes) {
      if (signal?.aborted) {
        await pieces.return?.();
        throw stopped();
      }
      const step = await pieces.next();
      if (step.done) {
        return this.#database.call('contents.put', {
          bytes: new Uint8Array(Buffer.concat(head)),
          now: Date.now(),
        });
      }
      head.push(step.value);
      length += step.value.length;
    }
    return this.#putLarge(chain(head, pieces), signal);
  }

  async #putLarge(source: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<Content> {
    const temporary = incomingPath(this.#folder);
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
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const target = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true });
      await pipeline(Readable.from(measured()), createZstdCompress(), target, signal ? { signal } : {});
      const content = { hash: hash.digest('hex'), size };
      await this.#database.call('contents.adopt', { temporary, content, now: Date.now() });
      return content;
    } catch (error) {
      // What cannot be removed now is swept later.
      await rm(temporary, { force: true }).catch(() => {});
      throw signal?.aborted ? stopped() : keepingError(error);
    }
  }

  /**
   * The bytes again, as often as they are asked for. Rejects `NOT_FOUND` where they were pruned; so does reading them,
   * where they are by then. Bytes that are not those that were kept end with `INTERNAL` and never as if they were whole.
   */
  async get(hash: string): Promise<AsyncIterable<Uint8Array>> {
    const kept = await this.#database.call('contents.get', { hash });
    if (!kept) throw notKept(hash);
    // Nothing is opened before it is read.
    const pieces = 'bytes' in kept ? () => Readable.from([kept.bytes]) : () => unpacked(kept.file, hash);
    return { [Symbol.asyncIterator]: () => pieces()[Symbol.asyncIterator]() };
  }

  /**
   * Removes content that no table refers to, and what a crash left half-written. What was put or begun in the day
   * before `now` stays: who did it, in another process maybe, has yet to refer to it.
   */
  async sweep(now = Date.now()): Promise<void> {
    while (await this.#database.call('contents.sweep', { now }));
  }
}

async function* chain(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>) {
  try {
    yield* head;
    for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
  } finally {
    await rest.return?.();
  }
}

async function* unpacked(file: string, hash: string): AsyncGenerator<Uint8Array> {
  const there = createHash('sha256');
  try {
    // What one of them fails with is thrown by the other, to who reads it.
    const pieces = pipelineOf(createReadStream(file), createZstdDecompress(), () => {});
    for await (const piece of pieces) {
      there.update(piece);
      yield piece;
    }
  } catch (error) {
    throw readingError(error, hash);
  }
  if (there.digest('hex') !== hash) throw spoilt(hash);
}

function stopped(): StoreError {
  return new StoreError('CANCELLED', 'Stopped. Nothing was changed.');
}

function notKept(hash: string): StoreError {
  return new StoreError('NOT_FOUND', 'This content is not kept any more.', { where: hash });
}

const errnoOf = (error: unknown) => String((error as NodeJS.ErrnoException).code);

function readingError(error: unknown, hash: string): StoreError {
  const cause = errnoOf(error);
  if (cause === 'ENOENT') return notKept(hash);
  if (cause.startsWith('Z')) return spoilt(hash, error);
  const message = `The copy of this text in the app’s home folder cannot be read (${cause}). Make that folder readable and try again.`;
  return new StoreError('FORBIDDEN', message, { where: hash, cause });
}

function keepingError(error: unknown): unknown {
  if (isStoreError(error)) return error;
  const cause = errnoOf(error);
  const start = 'What would be replaced or deleted could not be copied first, so nothing was changed:';
  if (cause === 'ENOSPC' || cause === 'EDQUOT') {
    const message = `${start} the disk of the app’s home folder is full. Free some space on it and try again.`;
    return new StoreError('NO_SPACE', message, { cause });
  }
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const message = `${start} the app’s home folder cannot be written (${cause}). Make it writable and try again.`;
  return new StoreError('FORBIDDEN', message, { cause });
}
