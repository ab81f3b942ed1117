import { createHash } from 'node:crypto';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Part } from './cut-parts.ts';
import { attemptsOf, statusOf } from './errors.ts';
import { foreignAnswer } from './genuine.ts';
import { checkFitsObject, partSize } from './part-sizes.ts';
import type { BegunUpload } from './parts.ts';
import { beforeEachRetry, insideRetries } from './retries.ts';
import { isRefusal } from './sending.ts';
import type { LastRequest, Uploaded, Uploading } from './upload.ts';
import { bareEtag } from './versions.ts';

/** As many parts are under way, unless they are so large that one fills the memory. */
const together = 2;
const fills = 8 * partSize;

/**
 * One upload in parts. The request by which the object appears is sent under its condition, again where it has to be,
 * without sending the parts again. What has come to nothing is removed.
 */
export class PartedUpload {
  readonly #client: S3Client;
  readonly #input: PutObjectCommandInput & { readonly Bucket: string; readonly Key: string };
  readonly #uploading: Uploading & { readonly stop: AbortController };
  readonly #sent: CompletedPart[] = [];
  /** Whether parts are small enough for several at once. */
  #areSmall = true;
  #bytes = 0;
  #failure: unknown;

  constructor(
    client: S3Client,
    input: PutObjectCommandInput & { readonly Bucket: string; readonly Key: string },
    /** `stop` ends the reading once a part has failed. Parts that are on their way arrive, so that none comes late. */
    uploading: Uploading & { readonly stop: AbortController },
  ) {
    this.#client = client;
    this.#input = input;
    this.#uploading = uploading;
  }

  async send(first: Part, others: AsyncIterator<Part, undefined>): Promise<Uploaded> {
    const { signal, commit, parts } = this.#uploading;
    const begun = await this.#begin();
    try {
      await parts.begun(begun);
      signal.throwIfAborted();
      const senders = Array.from({ length: together }, (_, index) =>
        this.#sendParts(begun, others, index === 0 ? first : null),
      );
      await Promise.allSettled(senders);
      if (this.#failure !== undefined) throw this.#failure;
      const uploaded = await commit(this.#completing(begun));
      await parts.ended(begun);
      return uploaded;
    } catch (error) {
      await parts.remove(begun);
      throw error;
    }
  }

  /** It is never cut off: what was begun has to be known, so that it can be removed. */
  async #begin(): Promise<BegunUpload> {
    const { Body: _, ...input } = this.#input;
    // S3 takes checksums of parts where it was told of them.
    const hasChecksums = (await this.#client.config.requestChecksumCalculation()) === 'WHEN_SUPPORTED';
    const checksums = hasChecksums ? ({ ChecksumAlgorithm: 'CRC32' } as const) : {};
    const place = { bucket: input.Bucket, object: input.Key };
    const { parts } = this.#uploading;
    try {
      const begin = new CreateMultipartUploadCommand({ ...input, ...checksums });
      const { UploadId: id = '', $metadata } = await this.#client.send(begin);
      if (($metadata.attempts ?? 1) > 1) parts.unanswered(place);
      return { ...place, id };
    } catch (error) {
      const status = statusOf(error);
      // What refuses the last try says nothing of those before it.
      const isOpen = attemptsOf(error) > 1 || status === 0 || !isRefusal(status);
      if (isOpen) parts.unanswered(place);
      throw error;
    }
  }

  /** Sends one part after the other, as long as there are any. Never rejects: the first failure ends all. */
  async #sendParts(
    begun: BegunUpload,
    parts: AsyncIterator<Part, undefined>,
    first: Part | null,
  ): Promise<void> {
    try {
      if (first) await this.#sendPart(begun, first);
      while (first || this.#areSmall) {
        const { value: part } = await parts.next();
        if (part === undefined) return;
        await this.#sendPart(begun, part);
      }
    } catch (error) {
      this.#failure ??= error;
      this.#uploading.stop.abort();
    }
  }

  async #sendPart({ bucket, object, id }: BegunUpload, { number, bytes }: Part): Promise<void> {
    this.#areSmall = bytes.byteLength <= fills;
    this.#bytes += bytes.byteLength;
    checkFitsObject(object, this.#bytes, number);
    const { signal: abortSignal, time } = this.#uploading;
    // Large ones take longer; that bytes move at all is looked after by each request itself.
    time.goOn(Math.max(1, bytes.byteLength / partSize));
    const part = { Bucket: bucket, Key: object, UploadId: id, PartNumber: number };
    const command = new UploadPartCommand({ ...part, Body: bytes });
    const { ETag, ChecksumCRC32, $metadata } = await this.#client.send(command, { abortSignal });
    if (ETag === undefined) throw foreignAnswer($metadata.httpStatusCode);
    time.goOn();
    this.#sent.push({ PartNumber: number, ETag, ...(ChecksumCRC32 && { ChecksumCRC32 }) });
  }

  #completing({ bucket, object, id }: BegunUpload): LastRequest {
    const { signal } = this.#uploading;
    const Parts = this.#sent.toSorted((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
    const input = { Bucket: bucket, Key: object, UploadId: id, MultipartUpload: { Parts } };
    const send: LastRequest['send'] = async (headers, beforeRetry) => {
      const command = new CompleteMultipartUploadCommand({ ...input, ...headers });
      command.middlewareStack.add(beforeEachRetry(beforeRetry), insideRetries);
      const { ETag, VersionId: versionId } = await this.#client.send(command, { abortSignal: signal });
      return { ETag, versionId, inParts: true, isAnswered: true };
    };
    return { send, composition: { inParts: true, etag: etagOfParts(Parts) } };
  }
}

/** The MD5 of the MD5s, with their number. It is promised by nobody: another ETag says nothing. */
function etagOfParts(parts: readonly CompletedPart[]): string | null {
  const hash = createHash('md5');
  for (const { ETag } of parts) {
    const md5 = bareEtag(ETag);
    if (!/^[0-9a-f]{32}$/i.test(md5)) return null;
    hash.update(md5, 'hex');
  }
  return `${hash.digest('hex')}-${parts.length}`;
}
