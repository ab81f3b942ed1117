import { createHash } from 'node:crypto';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ConditionHeaders } from './conditions.ts';
import { beforeEachRetry, insideRetries } from './retries.ts';
import { bareEtag } from './versions.ts';

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

/** Puts a whole object. */
export function putting(
  client: S3Client,
  input: PutObjectCommand['input'],
  abortSignal: AbortSignal,
): LastRequest {
  const send: LastRequest['send'] = async (headers, beforeRetry) => {
    const command = new PutObjectCommand({ ...input, ...headers });
    command.middlewareStack.add(beforeEachRetry(beforeRetry), insideRetries);
    const { ETag, VersionId: versionId } = await client.send(command, { abortSignal });
    return { ETag, versionId, inParts: false, isAnswered: true };
  };
  return { send, composition: { inParts: false, etag: null } };
}

/** Puts together the parts that were sent. */
export function completing(
  client: S3Client,
  input: CompleteMultipartUploadCommand['input'],
  abortSignal: AbortSignal,
): LastRequest {
  const send: LastRequest['send'] = async (headers, beforeRetry) => {
    const command = new CompleteMultipartUploadCommand({ ...input, ...headers });
    command.middlewareStack.add(beforeEachRetry(beforeRetry), insideRetries);
    const { ETag, VersionId: versionId } = await client.send(command, { abortSignal });
    return { ETag, versionId, inParts: true, isAnswered: true };
  };
  return { send, composition: { inParts: true, etag: etagOfParts(input.MultipartUpload?.Parts ?? []) } };
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
