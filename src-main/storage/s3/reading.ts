import { createHash } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Precondition, ReadOptions, ReadResult } from '../backend.ts';
import { checkReadSize, conflict, cutRange, notFound } from '../failures.ts';
import { isAbsent } from './absence.ts';
import { cutAnswer, statusOf } from './errors.ts';
import type { CallTime } from './until.ts';
import { bareEtag, modifiedAt, sizeOf, versionOf } from './versions.ts';

/** An object of a bucket, and how to call it in messages. */
export interface Target {
  readonly Bucket: string;
  readonly Key: string;
  /** Its key in the store. */
  readonly key: string;
  /** `s3://bucket/key`. */
  readonly uri: string;
  /** One that the bucket keeps of it, in place of what is there now. */
  readonly VersionId?: string;
}

/** The facts of an object; null where there is none. */
export async function headObject(
  client: S3Client,
  { Bucket, Key, VersionId }: Target,
  abortSignal: AbortSignal,
): Promise<HeadObjectCommandOutput | null> {
  try {
    return await client.send(new HeadObjectCommand({ Bucket, Key, VersionId }), { abortSignal });
  } catch (error) {
    if (statusOf(error) === 404) return null;
    if (VersionId === undefined && (await isAbsent(client, { Bucket, Key }, error, abortSignal))) return null;
    throw error;
  }
}

/** Throws `CONFLICT` unless the condition holds for the object as it is. */
export function checkCondition(
  { key }: Target,
  head: HeadObjectCommandOutput | null,
  condition: Precondition,
): void {
  const current = head === null ? null : versionOf(head);
  const { ifVersion, ifAbsent } = condition;
  const holds = ifAbsent ? current === null : ifVersion === undefined || ifVersion === current;
  if (!holds) throw conflict(key, condition, current);
}

/**
 * The bytes of an object, or of a range of it. The version is compared with the answer itself, so that it
 * needs no `If-Match`, which servers understand in different ways.
 */
export async function getObject(
  client: S3Client,
  target: Target,
  { range, ifVersion, maxBytes }: ReadOptions,
  abortSignal: AbortSignal,
  time: CallTime,
): Promise<ReadResult> {
  cutRange(0, range);
  const output = await requestRange(client, target, range, abortSignal);
  const size = Number(output.ContentRange?.split('/')[1] ?? sizeOf(output));
  const version = versionOf({ ...output, ContentLength: size });
  const body = output.Body instanceof Readable ? output.Body : Readable.from([]);
  try {
    if (ifVersion !== undefined && version !== ifVersion) throw conflict(target.key, { ifVersion }, version);
    const { start, length } = cutRange(size, range);
    checkReadSize(target.key, length, maxBytes);
    const received = await collect(body, abortSignal, time);
    await mustBeWhole(client, target, { output, received, length }, abortSignal);
    // A server that knows no ranges sends it all.
    const bytes = output.ContentRange === undefined ? received.subarray(start, start + length) : received;
    return { bytes, size, version, modifiedAt: modifiedAt(output), contentType: output.ContentType ?? null };
  } finally {
    body.destroy();
  }
}

/** Beyond the end, where S3 answers an error, this is an answer without a body. */
async function requestRange(
  client: S3Client,
  target: Target,
  range: ReadOptions['range'],
  abortSignal: AbortSignal,
): Promise<GetObjectCommandOutput> {
  const { Bucket, Key, VersionId } = target;
  const Range = range && `bytes=${range.start}-${range.end}`;
  try {
    return await client.send(new GetObjectCommand({ Bucket, Key, VersionId, Range }), { abortSignal });
  } catch (error) {
    const head = range && statusOf(error) === 416 ? await headObject(client, target, abortSignal) : null;
    if (head) return { ...head, ContentRange: `bytes */${sizeOf(head)}` };
    const isGone = VersionId === undefined && (await isAbsent(client, { Bucket, Key }, error, abortSignal));
    if (isGone) throw notFound(target.key);
    throw error;
  }
}

/** Clients whose server was seen to give ETags that look like an MD5 and are none. */
const otherTags = new WeakSet<S3Client>();

/**
 * Throws where an answer has lost its end on the way and says to be whole all the same. A range tells how long it
 * should be. An object's ETag most often is its MD5; where it is not, a look at the object tells its length.
 */
async function mustBeWhole(
  client: S3Client,
  target: Target,
  { output, received, length }: { output: GetObjectCommandOutput; received: Uint8Array; length: number },
  abortSignal: AbortSignal,
): Promise<void> {
  if (output.ContentRange !== undefined) {
    if (received.byteLength !== length) throw cutAnswer();
    return;
  }
  const tag = bareEtag(output.ETag);
  if (otherTags.has(client) || output.SSEKMSKeyId !== undefined || !/^[0-9a-f]{32}$/.test(tag)) return;
  if (createHash('md5').update(received).digest('hex') === tag) return;
  const head = await headObject(client, target, abortSignal);
  if (bareEtag(head?.ETag) !== tag) return;
  if (head && sizeOf(head) !== received.byteLength) throw cutAnswer();
  otherTags.add(client);
}

async function collect(body: Readable, signal: AbortSignal, time: CallTime): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of addAbortSignal(signal, body)) {
    time.goOn();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
