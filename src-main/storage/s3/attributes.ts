import {
  GetObjectTaggingCommand,
  type HeadObjectCommandOutput,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Attributes } from '../backend.ts';
import { nameOf, statusOf } from './errors.ts';
import type { Loss } from './losses.ts';

/** What an object carries besides its bytes, in the form in which a PUT takes it. */
export type PutAttributes = Partial<PutObjectCommandInput>;

/** An object, or one of the versions that its bucket keeps of it. */
interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

/** The attributes that a PUT can repeat, and those that it cannot. */
export interface Kept {
  readonly attributes: PutAttributes;
  readonly losses: readonly Loss[];
}

/**
 * What a PUT must repeat so that an overwritten object keeps it: content type and other headers, metadata,
 * storage class, encryption, tags. Access lists cannot be read from a HEAD; they become the bucket's default.
 */
export async function attributesToKeep(
  client: S3Client,
  target: ObjectName,
  head: HeadObjectCommandOutput,
  abortSignal: AbortSignal,
): Promise<Kept> {
  const losses: Loss[] = [];
  const attributes: PutAttributes = {
    ContentType: head.ContentType,
    CacheControl: head.CacheControl,
    ContentDisposition: head.ContentDisposition,
    ContentEncoding: head.ContentEncoding,
    ContentLanguage: head.ContentLanguage,
    Metadata: head.Metadata,
    StorageClass: head.StorageClass,
    WebsiteRedirectLocation: head.WebsiteRedirectLocation,
    Expires: expires(head.ExpiresString),
    ServerSideEncryption: head.ServerSideEncryption,
    // The key id goes with KMS encryption alone.
    ...(head.SSEKMSKeyId === undefined
      ? {}
      : { SSEKMSKeyId: head.SSEKMSKeyId, BucketKeyEnabled: head.BucketKeyEnabled }),
  };
  if (attributes.Expires?.toUTCString() !== head.ExpiresString && head.ExpiresString !== undefined) {
    delete attributes.Expires;
    losses.push({ what: 'expires', value: head.ExpiresString });
  }
  if ((head.MissingMeta ?? 0) > 0) losses.push({ what: 'metadata', count: head.MissingMeta ?? 0 });
  const tags = await readTags(client, target, head.TagCount, abortSignal);
  if (tags === 'unreadable') losses.push({ what: 'tags', count: head.TagCount ?? null, why: 'unreadable' });
  else if (tags !== '') attributes.Tagging = tags;
  return { attributes, losses };
}

/**
 * The tags as a PUT takes them. Those who may not read tags are not told either whether there are any, so that no
 * count means nothing. Servers that know no tags answer anything.
 */
async function readTags(
  client: S3Client,
  target: ObjectName,
  count: number | undefined,
  abortSignal: AbortSignal,
): Promise<string | 'unreadable'> {
  if (count === 0) return '';
  try {
    const { TagSet = [] } = await client.send(new GetObjectTaggingCommand(target), { abortSignal });
    return TagSet.map(({ Key = '', Value = '' }) => [Key, Value].map(encodeURIComponent).join('=')).join('&');
  } catch (error) {
    if (isDenied(error)) return 'unreadable';
    const status = statusOf(error);
    const unknown = status === 404 || status === 405 || status === 501 || status === 200;
    if (count === undefined && unknown) return '';
    throw error;
  }
}

/** Refused for want of a right, and not for the signature or the clock. */
export function isDenied(error: unknown): boolean {
  return statusOf(error) === 403 && /^(AccessDenied|Forbidden|403|Unknown|UnknownError)$/.test(nameOf(error));
}

/** As plain JSON, to be kept. */
export function toPlain({ Expires, ...attributes }: PutAttributes): Attributes {
  return JSON.parse(JSON.stringify({ ...attributes, Expires: Expires?.toISOString() }));
}

/** What `toPlain` made, as a PUT takes it. */
export function fromPlain({ Expires, ...attributes }: Attributes): PutAttributes {
  return { ...attributes, Expires: expires(typeof Expires === 'string' ? Expires : undefined) };
}

function expires(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
