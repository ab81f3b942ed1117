import { createHash } from 'node:crypto';
import type { ByteSource } from '#storage/backend.ts';
import type { Content } from '#workers/database/contents.ts';

/** Bytes that pass through, once, and are known by their hash and length when they are through. */
export class Measured implements AsyncIterable<Uint8Array> {
  readonly #source: ByteSource;
  readonly #hash = createHash('sha256');
  #size = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#source) {
      this.#hash.update(piece);
      this.#size += piece.length;
      yield piece;
    }
  }

  /** What came through; to be asked once, at the end. */
  content(): Content {
    return { hash: this.#hash.digest('hex'), size: this.#size };
  }
}
