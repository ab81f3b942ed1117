import { Readable } from 'node:stream';
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ByteSource } from '../backend.ts';
import { piecesOf } from '../cancelling.ts';
import { putting, type Uploaded } from './last-request.ts';
import { checkFitsObject, partSize, sizeOfParts } from './part-sizes.ts';
import type { CallTime } from './until.ts';
import { type Following, UploadRequests } from './upload-requests.ts';

/** As many parts are under way, unless they are so large that one fills the memory. */
const together = 2;
const fills = 8 * partSize;

/** Whether a body goes up whole. Of a stream it is not known before. */
export function isSmall(body: Uint8Array | ByteSource): boolean {
  return body instanceof Uint8Array && body.byteLength <= partSize;
}

/**
 * Puts an object, whole or not at all: what was sent of a failed or cancelled upload is removed again. What is larger
 * than a part goes up in parts, as they come. `size`: bytes of the body, where that is known before it has been read.
 */
export async function putObject(
  client: S3Client,
  input: PutObjectCommandInput & { readonly Bucket: string; readonly Key: string },
  body: Uint8Array | ByteSource,
  { size, ...following }: Following & { readonly size: number | undefined },
): Promise<Uploaded> {
  const { signal, time, commit } = following;
  checkFitsObject(input.Key, size ?? 0);
  if (body instanceof Uint8Array && isSmall(body)) {
    return commit(putting(client, { ...input, Body: body }, signal));
  }
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  const streamed = (source: ByteSource) =>
    Readable.from(goingOn(piecesOf(source, stopped, input.Key), time), { highWaterMark: 1 });
  const sizeEach = sizeOfParts(size);
  const requests = new UploadRequests(client, sizeEach, { ...following, stop });
  const upload = new Upload({
    client: requests.client,
    params: { ...input, Body: body instanceof Uint8Array ? body : streamed(body) },
    partSize: sizeEach,
    queueSize: sizeEach > fills ? 1 : together,
    leavePartsOnError: true,
  });
  try {
    // Stopped by its source and its requests alone, it ends when none of them is on its way any more.
    return await requests.outcome(upload.done());
  } finally {
    // A source that stalls is told, and nobody waits for it.
    stop.abort();
  }
}

async function* goingOn(pieces: ByteSource, time: CallTime): ByteSource {
  for await (const piece of pieces) {
    time.goOn();
    yield piece;
  }
}
