import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { StoreError } from '#shared/errors.ts';
import { sdkError, statusOf } from './errors.ts';

/** An object, and how to call it in messages. */
interface Named {
  readonly Bucket: string;
  readonly Key: string;
  readonly key: string;
  readonly uri: string;
  readonly VersionId?: string;
}

/** What `Content-Range` says, in bytes. */
export interface ToldRange {
  /** Of the first byte; null beyond the end of the object. */
  readonly start: number | null;
  /** Of the whole object. */
  readonly size: number;
}

/** Null where there is none, or one that leaves the size open. */
export function toldRange(header: string | undefined): ToldRange | null {
  const [, start, size] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(header?.trim() ?? '') ?? [];
  return size === undefined
    ? null
    : { start: start === undefined ? null : Number(start), size: Number(size) };
}

/**
 * Size in bytes of an object whose `HEAD` does not name it, as where something on the way passes answers on piece by
 * piece: a request for its first byte tells it.
 */
export async function measured(client: S3Client, target: Named, abortSignal: AbortSignal): Promise<number> {
  const { Bucket, Key, VersionId } = target;
  const size = await client
    .send(new GetObjectCommand({ Bucket, Key, VersionId, Range: 'bytes=0-0' }), { abortSignal })
    .then(toldSize, (error: unknown) => {
      // There is no first byte.
      if (statusOf(error) === 416)
        return toldRange(sdkError(error).$response?.headers?.['content-range'])?.size ?? 0;
      throw error;
    });
  if (size === undefined) throw unmeasured(target);
  return size;
}

function toldSize(output: GetObjectCommandOutput): number | undefined {
  if (output.Body && 'destroy' in output.Body) output.Body.destroy();
  return output.ContentRange === undefined ? output.ContentLength : toldRange(output.ContentRange)?.size;
}

function unmeasured({ uri, key }: Named): StoreError {
  const message = `Could not read ${uri}: the server, or something on the way to it, does not say how long it is.`;
  return new StoreError('UNSUPPORTED', message, { where: key });
}

/** An answer that holds other bytes than were asked for, or does not say which. */
export function otherRange({ uri, key }: Named): StoreError {
  const message = `Could not read ${uri}: the server, or something on the way to it, sent another part of it than was asked for, or did not say which. Try again.`;
  return new StoreError('INVALID', message, { where: key });
}
