import { constants, type Stats } from 'node:fs';
import type { ReadOptions, ReadResult } from '../backend.ts';
import { checkReadSize, conflict, cutRange, notFound, throwIfAborted } from '../failures.ts';
import { checkPlainFile, type Disk, openSafely, type Spot } from './disk.ts';
import type { FileDriver } from './driver.ts';
import { isErrno, notAFile } from './failures.ts';
import { type Versions, versionOfBytes, wholeReadLimit } from './versions.ts';

const pieceSize = 4 * 1024 * 1024;

/** How often a file that changes while it is being read is read again. */
const attempts = 3;

/** Reads a file or a range of it. A file that changes meanwhile is read again. */
export async function readFile(
  disk: Disk,
  versions: Versions,
  key: string,
  options: ReadOptions,
): Promise<ReadResult> {
  try {
    return await disk.atFile(key, (spot) =>
      withOpenFile(disk.driver, spot, key, (file, stats) =>
        readOpen(disk, versions, key, options, file, stats),
      ),
    );
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) throw notFound(key);
    throw error;
  }
}

/** Runs the work with a plain file open for reading; anything that is none is refused before it is opened. */
export async function withOpenFile<T>(
  driver: FileDriver,
  spot: Pick<Spot, 'at' | 'stats'>,
  key: string,
  work: (file: number, stats: Stats) => Promise<T>,
): Promise<T> {
  if (!spot.stats) throw notFound(key);
  checkPlainFile(spot.stats, key);
  const file = await driver.open(spot.at, constants.O_RDONLY | openSafely).catch((error: unknown) => {
    throw isErrno(error, 'ELOOP') ? notAFile(key, 'a link since a moment') : error;
  });
  try {
    const stats = await driver.fstat(file);
    checkPlainFile(stats, key);
    return await work(file, stats);
  } finally {
    await driver.close(file);
  }
}

async function readOpen(
  disk: Disk,
  versions: Versions,
  key: string,
  options: ReadOptions,
  file: number,
  first: Stats,
): Promise<ReadResult> {
  let stats = first;
  for (let attempt = 1; ; attempt++) {
    const result = await readOnce(disk.driver, versions, key, options, file, stats);
    const after = await disk.driver.fstat(file);
    const changed = after.size !== stats.size || after.mtimeMs !== stats.mtimeMs;
    if (!changed || attempt === attempts) return result;
    stats = after;
  }
}

async function readOnce(
  driver: FileDriver,
  versions: Versions,
  key: string,
  options: ReadOptions,
  file: number,
  stats: Stats,
): Promise<ReadResult> {
  const { ifVersion, signal } = options;
  const { start, length } = cutRange(stats.size, options.range);
  checkReadSize(key, length, options.maxBytes);
  if (ifVersion !== undefined && !(await versions.readsOn(file, stats, ifVersion))) {
    throw conflict(key, { ifVersion }, await versions.ofFile(file, stats));
  }
  const bytes = await readBytes(driver, file, start, length, () => throwIfAborted(signal, key));
  const whole = bytes.byteLength === stats.size && stats.size <= wholeReadLimit;
  const version = whole ? versionOfBytes(bytes) : await versions.ofPart(file, stats);
  return { bytes, size: stats.size, version, modifiedAt: stats.mtimeMs, contentType: null };
}

/** Reads up to so many bytes; fewer where the file ends before. */
export async function readBytes(
  driver: FileDriver,
  file: number,
  start: number,
  length: number,
  beforeEach: () => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    beforeEach();
    const count = await driver.read(file, bytes, done, Math.min(pieceSize, length - done), start + done);
    if (count === 0) return bytes.slice(0, done);
    done += count;
  }
  return bytes;
}
