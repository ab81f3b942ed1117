import { StoreError } from '#shared/errors.ts';

const mebibyte = 1024 * 1024;

/** What S3 takes: so many bytes an object, and so many parts an upload. */
const most = { bytes: 5 * 1024 ** 4, parts: 10_000 };

/** In bytes. Larger bodies go up in parts of at least this size. */
export const partSize = 8 * mebibyte;

/** So many parts of a body of unknown size are alike, since some servers take no others; later ones grow. */
const alike = 1000;

/** As many later parts are of the same size, and each such step is larger by a `partSize`. */
const step = 62;

/**
 * Bytes of a part, counted from 0, such that an object of the largest size that S3 takes has no more parts than it
 * takes. They are all alike where the size of the whole is known.
 */
export function sizeOfPart(index: number, whole: number | undefined): number {
  if (whole === undefined) return partSize * (1 + Math.max(0, Math.ceil((index + 1 - alike) / step)));
  return Math.max(partSize, Math.ceil(whole / most.parts / mebibyte) * mebibyte);
}

/** Throws `TOO_LARGE` for a body of so many bytes in so many parts, known or counted so far. */
export function checkFitsObject(where: string, bytes: number, parts = 1): void {
  if (bytes <= most.bytes && parts <= most.parts) return;
  const message = `“${where}” is too large for a bucket: a file there has at most 5 TiB.`;
  throw new StoreError('TOO_LARGE', `${message} Nothing was changed.`, { where });
}
