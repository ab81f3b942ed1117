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
import { measured, otherRange, toldRange } from './lengths.ts';
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

/** The facts of an object, its size among them; null where there is none. */
export async function headObject(
  client: S3Client,
  target: Target,
  abortSignal: AbortSignal,
): Promise<HeadObjectCommandOutput | null> {
  const { Bucket, Key, VersionId } = target;
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, VersionId }), { abortSignal });
    if (head.ContentLength !== undefined) return head;
    return { ...head, ContentLength: await measured(client, target, abortSignal) };
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
  const body = output.Body instanceof Readable ? output.Body : Readable.from([]);
  const check = (size: number) => {
    const version = versionOf({ ...output, ContentLength: size });
    if (ifVersion !== undefined && version !== ifVersion) throw conflict(target.key, { ifVersion }, version);
    const asked = cutRange(size, range);
    checkReadSize(target.key, asked.length, maxBytes);
    return { version, ...asked };
  };
  try {
    const { size: told, first } = extentOf(target, output);
    const { start, length: most } =
      told === null ? cutRange(Number.MAX_SAFE_INTEGER - 1, range) : check(told);
    if (most > 0 && first > start) throw otherRange(target);
    // One more than there should be shows an answer that is too long; of a whole object, only a range may be wanted.
    const spare = range && output.ContentRange === undefined ? 0 : 1;
    const wanted = { skip: Math.max(0, start - first), most: Math.min(most, maxBytes ?? most) + spare };
    const bytes = await collect(body, wanted, abortSignal, time);
    const size = told ?? (await askedSize(client, target, output, abortSignal));
    const { version, length } = check(size);
    if (bytes.byteLength !== length) throw cutAnswer();
    const isWhole = length === size && output.ContentRange === undefined;
    if (isWhole) await mustFit(client, target, output, bytes, abortSignal);
    return { bytes, size, version, modifiedAt: modifiedAt(output), contentType: output.ContentType ?? null };
  } finally {
    body.destroy();
  }
}

/** Size of an object, if its answer tells it, and where in the object the body begins, in bytes. */
function extentOf(target: Target, output: GetObjectCommandOutput): { size: number | null; first: number } {
  const { ContentRange, ContentLength = null, $metadata } = output;
  const range = toldRange(ContentRange);
  if (range) return { size: range.size, first: range.start ?? range.size };
  if (ContentRange !== undefined || $metadata.httpStatusCode === 206) throw otherRange(target);
  // A server that knows no ranges sends it all.
  return { size: ContentLength, first: 0 };
}

/** An answer that comes piece by piece ends where it ends: how long it should have been is asked. */
async function askedSize(
  client: S3Client,
  target: Target,
  { ETag }: GetObjectCommandOutput,
  abortSignal: AbortSignal,
): Promise<number> {
  const head = await headObject(client, target, abortSignal);
  if (head === null || bareEtag(head.ETag) !== bareEtag(ETag)) throw cutAnswer();
  return sizeOf(head);
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
 * Throws where an object lost its end on the way, and its answer says to be whole all the same. An object's ETag most
 * often is its MD5; where it is not, a look at the object tells its length.
 */
async function mustFit(
  client: S3Client,
  target: Target,
  output: GetObjectCommandOutput,
  received: Uint8Array,
  abortSignal: AbortSignal,
): Promise<void> {
  const tag = bareEtag(output.ETag);
  if (otherTags.has(client) || output.SSEKMSKeyId !== undefined || !/^[0-9a-f]{32}$/.test(tag)) return;
  if (createHash('md5').update(received).digest('hex') === tag) return;
  const head = await headObject(client, target, abortSignal);
  if (bareEtag(head?.ETag) !== tag) return;
  if (head && sizeOf(head) !== received.byteLength) throw cutAnswer();
  otherTags.add(client);
}

/** At most so many bytes of a body, behind those that are skipped. */
async function collect(
  body: Readable,
  { skip, most }: { skip: number; most: number },
  signal: AbortSignal,
  time: CallTime,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let seen = 0;
  for await (const chunk of addAbortSignal(signal, body)) {
    time.goOn();
    chunks.push(chunk.subarray(Math.max(0, skip - seen), Math.max(0, skip + most - seen)));
    seen += chunk.byteLength;
    if (seen >= skip + most) break;
  }
  return Buffer.concat(chunks);
}
