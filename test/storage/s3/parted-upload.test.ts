import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { Part } from '#storage/s3/cut-parts.ts';
import { PartedUpload } from '#storage/s3/parted-upload.ts';
import { PartRemover } from '#storage/s3/parts.ts';
import { codeOf } from '../contract/helpers.ts';

const mebibyte = 1024 ** 2;

/** Parts of so many bytes, of which there are none in memory. */
async function* partsOf(...sizes: number[]): AsyncGenerator<Part, undefined> {
  for (const [index, byteLength] of sizes.entries()) {
    const bytes = { byteLength } as Uint8Array;
    yield { number: index + 1, bytes, isLast: index === sizes.length - 1 };
  }
}

/** Sends parts to nobody, and notes how many were under way at once. */
async function upload(...sizes: number[]) {
  const seen = { most: 0, parts: 0, aborts: 0 };
  let underway = 0;
  const send = async (command: unknown) => {
    if (command instanceof CreateMultipartUploadCommand) return { UploadId: 'id', $metadata: {} };
    if (command instanceof AbortMultipartUploadCommand) seen.aborts += 1;
    if (!(command instanceof UploadPartCommand)) return {};
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
  const uploading = {
    signal,
    time: { goOn() {}, hold() {} },
    commit: async () => made,
    parts: new PartRemover(client),
    size: undefined,
    stop: new AbortController(),
  };
  const parts = partsOf(...sizes);
  const first = await parts.next();
  if (!first.value) throw new Error('There is no part.');
  const input = { Bucket: 'memory', Key: 'a' };
  const outcome = new PartedUpload(client, input, uploading).send(first.value, parts);
  return { seen, outcome };
}

test('small parts go up two at a time, and those that fill the memory one by one', async () => {
  const small = await upload(...Array.from({ length: 6 }, () => 8 * mebibyte));
  await small.outcome;
  expect(small.seen).toMatchObject({ most: 2, parts: 6 });
  const large = await upload(...Array.from({ length: 6 }, () => 100 * mebibyte));
  await large.outcome;
  expect(large.seen).toMatchObject({ most: 1, parts: 6 });
});

test('a stream that turns out to be too large for a bucket is given up, and its parts are removed', async () => {
  const { seen, outcome } = await upload(3 * mebibyte ** 2, 3 * mebibyte ** 2);
  expect(await codeOf(outcome)).toBe('TOO_LARGE');
  expect(seen).toMatchObject({ parts: 1, aborts: 1 });
});
