import {
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ByteSource } from '../backend.ts';
import { piecesOf } from '../cancelling.ts';
import type { ConditionHeaders } from './conditions.ts';
import { cutParts } from './cut-parts.ts';
import { checkFitsObject, partSize, sizeOfPart } from './part-sizes.ts';
import { PartedUpload } from './parted-upload.ts';
import type { PartRemover } from './parts.ts';
import { beforeEachRetry, insideRetries } from './retries.ts';
import type { CallTime } from './until.ts';

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

/** The one request by which an object appears. */
export interface LastRequest {
  /** Sends it, with the headers of a condition. */
  readonly send: (headers: ConditionHeaders, beforeRetry: () => Promise<void>) => Promise<Uploaded>;
  readonly composition: Composition;
}

/** What an object is made of by its last request. */
export interface Composition {
  /** Whether that puts parts together. */
  readonly inParts: boolean;
  /** The ETag that most servers give to such parts: who finds it has found them. Null where that cannot be told. */
  readonly etag: string | null;
}

/** Makes an object appear, by sending that request as often as its condition needs. */
export type Commit = (last: LastRequest) => Promise<Uploaded>;

/** An upload, and who follows it. */
export interface Uploading {
  readonly signal: AbortSignal;
  readonly time: CallTime;
  readonly commit: Commit;
  readonly parts: PartRemover;
  /** Bytes of the body, where that is known before it has been read. */
  readonly size: number | undefined;
}

/** Whether a body goes up whole. Of a stream it is not known before. */
export function isSmall(body: Uint8Array | ByteSource): boolean {
  return body instanceof Uint8Array && body.byteLength <= partSize;
}

/**
 * Puts an object, whole or not at all: what was sent of a failed or cancelled upload is removed again. What is larger
 * than a part goes up in parts, as they come.
 */
export async function putObject(
  client: S3Client,
  input: PutObjectCommandInput & { readonly Bucket: string; readonly Key: string },
  body: Uint8Array | ByteSource,
  uploading: Uploading,
): Promise<Uploaded> {
  const { signal, time, commit, size } = uploading;
  checkFitsObject(input.Key, size ?? 0);
  const put = (Body: Uint8Array) => commit(putting(client, { ...input, Body }, signal));
  if (body instanceof Uint8Array && isSmall(body)) return put(body);
  const stop = new AbortController();
  const pieces = piecesOf(body, AbortSignal.any([signal, stop.signal]), input.Key);
  const parts = cutParts(goingOn(pieces, time), (index) => sizeOfPart(index, size));
  try {
    const first = await parts.next();
    if (first.value === undefined) throw new Error('A body has no part.');
    if (first.value.isLast) return await put(first.value.bytes);
    return await new PartedUpload(client, input, { ...uploading, stop }).send(first.value, parts);
  } finally {
    // A source that stalls is told, and nobody waits for it.
    stop.abort();
    parts.return(undefined).catch(() => {});
  }
}

async function* goingOn(pieces: ByteSource, time: CallTime): ByteSource {
  for await (const piece of pieces) {
    time.goOn();
    yield piece;
  }
}

function putting(client: S3Client, input: PutObjectCommandInput, abortSignal: AbortSignal): LastRequest {
  const send: LastRequest['send'] = async (headers, beforeRetry) => {
    const command = new PutObjectCommand({ ...input, ...headers });
    command.middlewareStack.add(beforeEachRetry(beforeRetry), insideRetries);
    const { ETag, VersionId: versionId }: PutObjectCommandOutput = await client.send(command, {
      abortSignal,
    });
    return { ETag, versionId, inParts: false, isAnswered: true };
  };
  return { send, composition: { inParts: false, etag: null } };
}
