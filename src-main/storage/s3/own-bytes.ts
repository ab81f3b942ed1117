import { createHash } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type ByteSource, isMadeUp } from '../backend.ts';
import { cutAnswer, settlingTime, statusOf } from './errors.ts';
import type { Composition, Uploaded } from './last-request.ts';
import { headObject, type Target } from './reading.ts';
import { type Until, within } from './until.ts';
import { bareEtag, type ObjectFacts, sizeOf, versionOf } from './versions.ts';

/** In bytes: what is larger is not read again to be recognised. */
const readAgain = 64 * 1024 * 1024;

/** What is there may be what was sent, and is too large to be read again for that. */
export class TooLargeToCompare extends Error {}

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

  /**
   * The outcome of an upload, if the object now holds these bytes. They must all have been sent. Rejects where that
   * cannot be found out, or only by reading a very large object again.
   */
  async ifStored(made: Composition, signal: AbortSignal): Promise<Uploaded | null> {
    if (made.inParts) {
      const head = await within(settlingTime, signal, (until) =>
        headObject(this.#client, this.#target, until.signal),
      );
      if (head && made.etag !== null && bareEtag(head.ETag) === made.etag) return this.#found(head, made);
      // An equal ETag proves it, and another one proves nothing.
      if (head === null || sizeOf(head) !== this.size || this.#isSurelyAsBefore(head)) return null;
      if (this.size > readAgain) throw new TooLargeToCompare();
    }
    return within(settlingTime, signal, (until) => this.#ifRead(made, until));
  }

  async #ifRead(made: Composition, until: Until): Promise<Uploaded | null> {
    const { Bucket, Key } = this.#target;
    const { signal: abortSignal } = until;
    try {
      const output = await this.#client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
      const body = output.Body instanceof Readable ? output.Body : Readable.from([]);
      const told = output.ContentLength;
      const read = told === undefined || told === this.size ? await digestOf(body, until) : null;
      body.destroy();
      if (read?.digest === this.#ownDigest()) return this.#found(output, made);
      await this.#mustBeWhole({ ...output, ContentLength: told ?? read?.size }, abortSignal);
      return null;
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  #found(now: ObjectFacts, { inParts }: Composition): Uploaded {
    // What was there before is no version of ours.
    const versionId = this.#isAsBefore(now) ? undefined : now.VersionId;
    return { ETag: now.ETag, versionId, inParts, isAnswered: false };
  }

  /** Under a version that was made up, other bytes may be there. */
  #isSurelyAsBefore(now: ObjectFacts): boolean {
    return !isMadeUp(versionOf(now)) && this.#isAsBefore(now);
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
    const head = await headObject(this.#client, this.#target, abortSignal);
    if (head && (versionOf(head) !== versionOf(output) || sizeOf(head) !== sizeOf(output))) throw cutAnswer();
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

async function digestOf(body: Readable, until: Until): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of addAbortSignal(until.signal, body)) {
    until.goOn();
    hash.update(chunk);
    size += chunk.byteLength;
  }
  return { digest: hash.digest('hex'), size };
}
