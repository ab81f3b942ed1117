import type { S3Client } from '@aws-sdk/client-s3';

/** An answer that was read, and its parts that tell an S3 server from others. */
interface Answer {
  readonly response: unknown;
  readonly output?: unknown;
}

/** Headers of an answer, by lower-case name. */
export type Headers = Readonly<Record<string, string | undefined>>;

interface HttpResponse {
  readonly statusCode?: number;
  readonly headers?: Headers;
  readonly body?: { destroy?(): void };
}

/**
 * Lets a client take no answer for S3's that another has given: the page by which a network asks to log in comes with
 * status 200. Such an answer is asked for again, since who gives it may be gone. `onGenuine` is called with the headers
 * of each answer that is an S3 server's beyond doubt.
 */
export function refuseForeignAnswers(client: S3Client, onGenuine: (headers: Headers) => void): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next(args);
        const { statusCode, headers = {}, body } = result.response as HttpResponse;
        const genuine = isGenuine(commandName, result);
        if (genuine) onGenuine(headers);
        if (genuine !== false) return result;
        body?.destroy?.();
        throw foreignAnswer(statusCode);
      },
    // Inside the retries, and outside of what reads an answer.
    { step: 'deserialize', priority: 'high', name: 'refuseForeignAnswers' },
  );
}

/** Null where an answer does not tell; then what was done has to be looked at. */
function isGenuine(command: string, { response, output }: Answer): boolean | null {
  const { statusCode, headers = {} } = response as HttpResponse;
  const told = (output ?? {}) as Readonly<Record<string, unknown>>;
  switch (command) {
    case 'HeadObjectCommand':
    case 'GetObjectCommand':
      return headers['last-modified'] !== undefined || headers.etag !== undefined;
    case 'ListObjectsV2Command':
    case 'ListObjectVersionsCommand':
      return told.Name !== undefined || told.KeyCount !== undefined || told.IsTruncated !== undefined;
    case 'CreateMultipartUploadCommand':
    case 'ListPartsCommand':
      return told.UploadId !== undefined;
    case 'CompleteMultipartUploadCommand':
      // Its parts are there still, if it was somebody else who answered.
      return told.ETag !== undefined || told.Location !== undefined || told.Key !== undefined;
    case 'PutObjectCommand':
    case 'UploadPartCommand':
      return told.ETag !== undefined || null;
    case 'DeleteObjectCommand':
      return statusCode === 204 || null;
    default:
      return null;
  }
}

/** What is thrown for such an answer: it does not say whether anything was done. */
export function foreignAnswer(httpStatusCode: number | undefined): Error {
  return Object.assign(new Error('What answered is not an S3 server.'), {
    name: 'ForeignAnswer',
    $retryable: {},
    $metadata: { httpStatusCode },
  });
}
