import { CompleteMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ConditionHeaders } from './conditions.ts';
import { nameOf, statusOf } from './errors.ts';

/** Some buckets take writes under one of these only. */
const conditions: readonly ConditionHeaders[] = [{ IfNoneMatch: '*' }, { IfMatch: '"0"' }];

/**
 * Whether an object may be written, found out without writing: to end an upload that was never begun takes the right
 * to write, and comes to nothing. False only where that is clearly refused, null where it cannot be told.
 */
export async function mayWrite(
  client: S3Client,
  { Bucket, Key }: { Bucket: string; Key: string },
  abortSignal: AbortSignal,
): Promise<boolean | null> {
  for (const headers of conditions) {
    const command = new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      ...headers,
      UploadId: crypto.randomUUID(),
      MultipartUpload: { Parts: [{ ETag: '"0"', PartNumber: 1 }] },
    });
    try {
      await client.send(command, { abortSignal });
      return null;
    } catch (error) {
      // It was looked for an upload, or an object: whoever may not write does not come so far.
      const isLookedFor = statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket';
      if (isLookedFor || statusOf(error) === 412) return true;
      if (statusOf(error) !== 403 || nameOf(error) !== 'AccessDenied') return null;
    }
  }
  return false;
}
