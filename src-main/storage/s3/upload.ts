import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandOutput,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
  type UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ByteSource } from '../backend.ts';
import { piecesOf } from '../cancelling.ts';
import type { ConditionHeaders } from './conditions.ts';
import type { BegunUpload, PartRemover } from './parts.ts';
import { beforeEachRetry, insideRetries } from './retries.ts';

/** Larger bodies go up in parts of this size, two at a time, so that memory stays bounded. */
export const partSize = 8 * 1024 * 1024;

/** What the server answered to a finished write. */
export interface Uploaded {
  readonly ETag: string | undefined;
  /** In a bucket that keeps versions. */
  readonly versionId: string | undefined;
  /** Whether it went up in parts: such an ETag may differ from what is answered later. */
  readonly inParts: boolean;
  /** Whether the server has said so to the request itself; else its bytes were found, whoever put them there. */
  readonly isAnswered: boolean;
}

/** Sends the one request by which an object appears, with the headers of a condition. */
export type SendLast = (headers: ConditionHeaders, beforeRetry: () => Promise<void>) => Promise<Uploaded>;

/** Makes an object appear, by sending that request as often as its condition needs. */
export type Commit = (send: SendLast, inParts: boolean) => Promise<Uploaded>;

/** Whether a body goes up whole. Of a stream it is not known before. */
export function isSmall(body: Uint8Array | ByteSource): boolean {
  return body instanceof Uint8Array && body.byteLength <= partSize;
}

/** Puts an object, whole or not at all: what was sent of a failed or cancelled upload is removed again. */
export async function putObject(
  client: S3Client,
  input: Omit<PutObjectCommandInput, 'Body'>,
  body: Uint8Array | ByteSource,
  { signal, commit, parts }: { signal: AbortSignal; commit: Commit; parts: PartRemover },
): Promise<Uploaded> {
  if (body instanceof Uint8Array && isSmall(body)) {
    return commit(putting(client, { ...input, Body: body }, signal), false);
  }
  const source = body instanceof Uint8Array ? body : Readable.from(piecesOf(body, signal, input.Key ?? ''));
  const last = new UploadRequests(client, { signal, commit, parts });
  const upload = new Upload({
    client: last.client,
    params: { ...input, Body: source },
    partSize,
    queueSize: 2,
  });
  const stop = () => {
    if (source instanceof Readable) source.destroy();
    void upload.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    await upload.done();
    return await last.ended();
  } catch (error) {
    await last.remove();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Lets an upload send its parts as they come, and the request by which the object appears under the condition: it is
 * sent again, where it has to be, without sending the parts again. What has come to nothing is removed here, since
 * the SDK tries that once.
 */
class UploadRequests {
  /** For the upload alone. */
  readonly client: S3Client;
  readonly #parts: PartRemover;
  readonly #underway = new Set<Promise<unknown>>();
  #uploaded: Uploaded | null = null;
  #begun: BegunUpload | null = null;

  constructor(
    client: S3Client,
    { signal, commit, parts }: { signal: AbortSignal; commit: Commit; parts: PartRemover },
  ) {
    this.#parts = parts;
    const take = async (send: SendLast, inParts: boolean) => {
      this.#uploaded = await commit(send, inParts);
      return { ETag: this.#uploaded.ETag, VersionId: this.#uploaded.versionId, $metadata: {} };
    };
    const send = async (command: unknown): Promise<unknown> => {
      if (command instanceof CompleteMultipartUploadCommand)
        return take(completing(client, command.input, signal), true);
      // What turns out to fit in one part goes up whole.
      if (command instanceof PutObjectCommand) return take(putting(client, command.input, signal), false);
      if (command instanceof AbortMultipartUploadCommand) return {};
      // What was begun has to be known, so that it can be removed.
      if (command instanceof CreateMultipartUploadCommand) return this.#wait(this.#begin(client, command));
      return this.#wait(client.send(command as UploadPartCommand, { abortSignal: signal }));
    };
    this.client = Object.assign(Object.create(client) as S3Client, { send });
  }

  /** What became of it. */
  async ended(): Promise<Uploaded> {
    if (this.#begun) await this.#parts.ended(this.#begun);
    return this.#uploaded ?? { ETag: undefined, versionId: undefined, inParts: true, isAnswered: false };
  }

  /** Removes what was sent, once nothing more is on its way. */
  async remove(): Promise<void> {
    await Promise.allSettled(this.#underway);
    if (this.#begun) await this.#parts.remove(this.#begun);
  }

  async #begin(client: S3Client, command: CreateMultipartUploadCommand): Promise<unknown> {
    const answer = await client.send(command);
    const { Bucket: bucket = '', Key: object = '' } = command.input;
    this.#begun = { bucket, object, id: answer.UploadId ?? '' };
    await this.#parts.begun(this.#begun);
    return answer;
  }

  async #wait<T>(request: Promise<T>): Promise<T> {
    this.#underway.add(request);
    try {
      return await request;
    } finally {
      this.#underway.delete(request);
    }
  }
}

function putting(client: S3Client, input: PutObjectCommandInput, abortSignal: AbortSignal): SendLast {
  return async (headers, beforeRetry) => {
    const command = new PutObjectCommand({ ...input, ...headers });
    command.middlewareStack.add(beforeEachRetry(beforeRetry), insideRetries);
    return uploaded(await client.send(command, { abortSignal }), false);
  };
}

function completing(
  client: S3Client,
  input: CompleteMultipartUploadCommand['input'],
  abortSignal: AbortSignal,
): SendLast {
  return async (headers, beforeRetry) => {
    const command = new CompleteMultipartUploadCommand({ ...input, ...headers });
    command.middlewareStack.add(beforeEachRetry(beforeRetry), insideRetries);
    return uploaded(await client.send(command, { abortSignal }), true);
  };
}

function uploaded(
  { ETag, VersionId: versionId }: PutObjectCommandOutput | CompleteMultipartUploadCommandOutput,
  inParts: boolean,
): Uploaded {
  return { ETag, versionId, inParts, isAnswered: true };
}
