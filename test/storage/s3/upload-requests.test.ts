import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { PartRemover } from '#storage/s3/parts.ts';
import { putObject } from '#storage/s3/upload.ts';
import { failureOf } from '../contract/helpers.ts';

const [mebibyte, tebibyte] = [1024 ** 2, 1024 ** 4];

/** So many bytes, of which there are none in memory. */
class Hollow extends Uint8Array {
  readonly #size: number;

  constructor(size: number) {
    super(0);
    this.#size = size;
  }

  override get byteLength(): number {
    return this.#size;
  }

  override subarray(begin = 0, end = this.#size): Uint8Array<ArrayBuffer> {
    return new Hollow(Math.min(end, this.#size) - begin);
  }
}

/** Sends so many bytes to nobody, and notes how many parts were under way at once. */
function upload(bytes: number, size?: number) {
  const seen = { most: 0, parts: 0, aborts: 0 };
  let underway = 0;
  const send = async (command: unknown) => {
    if (command instanceof CreateMultipartUploadCommand) return { UploadId: 'id', $metadata: {} };
    if (command instanceof AbortMultipartUploadCommand) seen.aborts += 1;
    if (!(command instanceof UploadPartCommand)) return { $metadata: { httpStatusCode: 204 } };
    underway += 1;
    seen.most = Math.max(seen.most, underway);
    await new Promise((resolve) => setImmediate(resolve));
    underway -= 1;
    seen.parts += 1;
    return { ETag: `"${seen.parts}"`, $metadata: {} };
  };
  const config = { requestChecksumCalculation: async () => 'WHEN_REQUIRED' };
  const client = { config, send } as unknown as S3Client;
  const { signal } = new AbortController();
  const made = { ETag: '"e"', versionId: undefined, inParts: true, isAnswered: true };
  const time = { goOn() {}, hold() {} };
  const parts = new PartRemover(client);
  async function* source() {
    yield new Hollow(bytes);
  }
  const uploading = { signal, time, commit: async () => made, parts, size };
  return { seen, outcome: putObject(client, { Bucket: 'memory', Key: 'a' }, source(), uploading) };
}

test('small parts go up two at a time, and those that fill the memory one by one', async () => {
  const small = upload(48 * mebibyte);
  await small.outcome;
  expect(small.seen).toMatchObject({ most: 2, parts: 6 });
  const large = upload(6 * 105 * mebibyte, tebibyte);
  await large.outcome;
  expect(large.seen).toMatchObject({ most: 1, parts: 6 });
});

test('as many parts go up as a bucket takes', async () => {
  const { seen, outcome } = upload(80_000 * mebibyte);
  await outcome;
  expect(seen).toMatchObject({ parts: 10_000, aborts: 0 });
});

test('a stream that turns out to have more is given up, and its parts are removed', async () => {
  const { seen, outcome } = upload(80_001 * mebibyte);
  const failure = await failureOf(outcome);
  expect([failure.code, failure.message]).toEqual([
    'TOO_LARGE',
    expect.stringContaining('10,000 parts of 8 MiB'),
  ]);
  expect(seen).toMatchObject({ parts: 10_000, aborts: 1 });
});
