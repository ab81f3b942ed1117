import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { isDenied } from './attributes.ts';
import { statusOf } from './errors.ts';
import { listedKey } from './keys.ts';

/**
 * Whether a request was refused because there is no such object. S3 answers a 403 in place of a 404 to those who may
 * not list the bucket, which those are, too, who may list below a prefix only. They can still list the key. A refusal
 * of the credentials themselves is thrown: a HEAD has no body to say so.
 */
export async function isAbsent(
  client: S3Client,
  { Bucket, Key }: { Bucket: string; Key: string },
  error: unknown,
  abortSignal: AbortSignal,
): Promise<boolean> {
  if (!isDenied(error)) return false;
  const request = { Bucket, Prefix: Key, MaxKeys: 1, EncodingType: 'url' } as const;
  try {
    const page = await client.send(new ListObjectsV2Command(request), { abortSignal });
    // The key itself comes first of all that begin with it.
    return !page.Contents?.some(({ Key: name = '' }) => listedKey(name, page.EncodingType) === Key);
  } catch (refusal) {
    if (statusOf(refusal) === 403 && !isDenied(refusal)) throw refusal;
    return false;
  }
}
