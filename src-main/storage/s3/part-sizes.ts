import { StoreError } from '#shared/errors.ts';

const mebibyte = 1024 * 1024;

/** What S3 takes: so many bytes an object, and so many parts an upload. */
const most = { bytes: 5 * 1024 ** 4, parts: 10_000 };

/** In bytes. Larger bodies go up in parts of at least this size. */
export const partSize = 8 * mebibyte;

/**
 * Bytes of each part of a body, such that one of the largest size that S3 takes has no more parts than it takes.
 * `whole`: bytes of the body, where they are known.
 */
export function sizeOfParts(whole: number | undefined): number {
  return Math.max(partSize, Math.ceil((whole ?? 0) / most.parts / mebibyte) * mebibyte);
}

/** Throws `TOO_LARGE` for a body of so many bytes that no bucket takes it. */
export function checkFitsObject(where: string, bytes: number): void {
  if (bytes <= most.bytes) return;
  throw tooLarge(where, 'is too large for a bucket: a file there has at most 5 TiB');
}

/** Throws `TOO_LARGE` for a part, counted from 1, that S3 takes no more. */
export function checkFitsUpload(where: string, number: number, size: number): void {
  if (number <= most.parts) return;
  const parts = `${most.parts.toLocaleString('en-GB')} parts of ${size / mebibyte} MiB`;
  throw tooLarge(
    where,
    `is larger than ${parts}, and a bucket takes no more; where its size is told before, parts are larger`,
  );
}

function tooLarge(where: string, why: string): StoreError {
  return new StoreError('TOO_LARGE', `“${where}” ${why}. Nothing was changed.`, { where });
}
