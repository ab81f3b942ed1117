import { Readable } from 'node:stream';
import { PutObjectCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ByteSource } from '../backend.ts';
import { piecesOf } from '../cancelling.ts';

/** Larger bodies go up in parts of this size, two at a time, so that memory stays bounded. */
const partSize = 8 * 1024 * 1024;

/** What the server answered to a finished write. */
export interface Uploaded {
  readonly ETag: string | undefined;
  /** In a bucket that keeps versions. */
  readonly versionId: string | undefined;
  /** Whether it went up in parts: such an ETag may differ from what is answered later. */
  readonly inParts: boolean;
}

/** Puts an object, whole or not at all: what was sent of a failed or cancelled upload is removed again. */
export async function putObject(
  client: S3Client,
  input: Omit<PutObjectCommandInput, 'Body'>,
  body: Uint8Array | ByteSource,
  signal: AbortSignal,
): Promise<Uploaded> {
  if (body instanceof Uint8Array && body.byteLength <= partSize) {
    const { ETag, VersionId: versionId } = await client.send(new PutObjectCommand({ ...input, Body: body }), {
      abortSignal: signal,
    });
    return { ETag, versionId, inParts: false };
  }
  const source = body instanceof Uint8Array ? body : Readable.from(piecesOf(body, signal, input.Key ?? ''));
  const upload = new Upload({ client, params: { ...input, Body: source }, partSize, queueSize: 2 });
  const stop = () => {
    if (source instanceof Readable) source.destroy();
    void upload.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    const { ETag, VersionId: versionId } = await upload.done();
    return { ETag, versionId, inParts: true };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
