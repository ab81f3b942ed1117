import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ByteSource } from '../backend.ts';
import { cutAnswer, statusOf } from './errors.ts';
import type { Target } from './reading.ts';
import type { Uploaded } from './upload.ts';
import { type ObjectFacts, sizeOf, versionOf } from './versions.ts';

/** What is being written, so that it can be recognised when its answer got lost. */
export class OwnBytes {
  /** To be sent in place of what was given. */
  readonly body: Uint8Array | ByteSource;
  readonly #client: S3Client;
  readonly #target: Target;
  readonly #before: ObjectFacts | null | undefined;
  readonly #hash = createHash('sha256');
  #taken = 0;
  #digest: string | null = null;

  /** `before`: what was there when it began; undefined where nobody could look. */
  constructor(
    client: S3Client,
    target: Target,
    body: Uint8Array | ByteSource,
    before: ObjectFacts | null | undefined,
  ) {
    this.#client = client;
    this.#target = target;
    this.#before = before;
    this.body = body instanceof Uint8Array ? body : this.#measured(body);
  }

  /** The outcome of an upload, if the object now holds these bytes. They must all have been sent. */
  async ifStored(inParts: boolean, abortSignal: AbortSignal): Promise<Uploaded | null> {
    const { Bucket, Key } = this.#target;
    try {
      const output = await this.#client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
      const body = output.Body instanceof Readable ? output.Body : Readable.from([]);
      const isSame = output.ContentLength === this.size && (await digestOf(body)) === this.#ownDigest();
      body.destroy();
      // What was there before is no version of ours.
      const versionId = this.#isAsBefore(output) ? undefined : output.VersionId;
      if (isSame) return { ETag: output.ETag, versionId, inParts, isAnswered: false };
      await this.#mustBeWhole(output, abortSignal);
      return null;
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  #isAsBefore(now: ObjectFacts): boolean {
    const before = this.#before;
    if (!before) return false;
    if (before.VersionId !== undefined && now.VersionId !== undefined) {
      return before.VersionId === now.VersionId;
    }
    return versionOf(before) === versionOf(now);
  }

  /** That others' bytes are there is believed only of an answer that was not cut on the way. */
  async #mustBeWhole(output: ObjectFacts, abortSignal: AbortSignal): Promise<void> {
    const { Bucket, Key } = this.#target;
    const head = await this.#client.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal });
    if (versionOf(head) !== versionOf(output) || sizeOf(head) !== sizeOf(output)) throw cutAnswer();
  }

  /** In bytes; of a stream those that were taken from it. */
  get size(): number {
    return this.body instanceof Uint8Array ? this.body.byteLength : this.#taken;
  }

  #ownDigest(): string {
    if (this.#digest === null && this.body instanceof Uint8Array) this.#hash.update(this.body);
    this.#digest ??= this.#hash.digest('hex');
    return this.#digest;
  }

  async *#measured(source: ByteSource): ByteSource {
    for await (const piece of source) {
      this.#hash.update(piece);
      this.#taken += piece.byteLength;
      yield piece;
    }
  }
}

async function digestOf(body: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}
