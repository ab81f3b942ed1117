import {
  GetObjectTaggingCommand,
  type HeadObjectCommandOutput,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Attributes } from '../backend.ts';

/** What an object carries besides its bytes, in the form in which a PUT takes it. */
export type PutAttributes = Partial<PutObjectCommandInput>;

/**
 * What a PUT must repeat so that an overwritten object keeps it: content type and other headers, metadata,
 * storage class, encryption, tags. Access lists cannot be read from a HEAD; they become the bucket's default.
 */
export async function attributesToKeep(
  client: S3Client,
  target: { Bucket: string; Key: string },
  head: HeadObjectCommandOutput,
  abortSignal: AbortSignal,
): Promise<PutAttributes> {
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
    // The key id goes with KMS encryption alone.
    ...(head.SSEKMSKeyId === undefined
      ? {}
      : {
          ServerSideEncryption: head.ServerSideEncryption,
          SSEKMSKeyId: head.SSEKMSKeyId,
          BucketKeyEnabled: head.BucketKeyEnabled,
        }),
  };
  if ((head.TagCount ?? 0) > 0) {
    const { TagSet = [] } = await client.send(new GetObjectTaggingCommand(target), { abortSignal });
    attributes.Tagging = TagSet.map(({ Key = '', Value = '' }) =>
      [Key, Value].map(encodeURIComponent).join('='),
    ).join('&');
  }
  return attributes;
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
