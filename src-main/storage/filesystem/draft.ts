import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import path from 'node:path';
import { StoreError } from '#shared/errors.ts';
import type { ByteSource } from '../backend.ts';
import { piecesOf } from '../cancelling.ts';
import type { HeldFolder } from './disk.ts';
import type { FileDriver } from './driver.ts';
import { isErrno } from './failures.ts';
import { type TempKind, tempName } from './names.ts';

/** New bytes, complete and safe on disk in a temp file, that are not in their place yet. */
export interface Draft {
  /** For calls to the system. */
  readonly at: string;
  readonly name: string;
  /** Open for writing, to give the file its mode and owner. */
  readonly file: number;
  readonly size: number;
  readonly version: string;
  /** In milliseconds since the epoch: the file's own time, which it takes along to its place. */
  readonly modifiedAt: number;
}

const { O_CREAT, O_EXCL, O_RDWR } = constants;

/** Writes a temp file in the folder, runs the work with it, and removes it if it is still there. */
export async function withDraft<T>(
  driver: FileDriver,
  home: HeldFolder,
  source: Uint8Array | ByteSource,
  signal: AbortSignal | undefined,
  key: string,
  work: (draft: Draft) => Promise<T>,
): Promise<T> {
  return withTempFile(driver, home, 'new', async (file, name, at) => {
    const digest = createHash('sha256');
    let size = 0;
    for await (const piece of piecesOf(source, signal, key)) {
      digest.update(piece);
      await writeAll(driver, file, piece, size);
      size += piece.byteLength;
    }
    const { mtimeMs: modifiedAt } = await finish(driver, file, size, key);
    return work({ at, name, file, size, modifiedAt, version: `sha256-${digest.digest('hex')}` });
  });
}

/** Makes an empty temp file, runs the work with it, and removes it if it is still there. */
export async function withTempFile<T>(
  driver: FileDriver,
  home: HeldFolder,
  kind: TempKind,
  work: (file: number, name: string, at: string) => Promise<T>,
): Promise<T> {
  const name = tempName(kind);
  const at = path.join(home.at, name);
  const file = await driver.open(at, O_CREAT | O_EXCL | O_RDWR, 0o666);
  try {
    return await work(file, name, at);
  } finally {
    await driver.close(file);
    await removeQuietly(driver, at);
  }
}

/** Writes all of the bytes: a call to the system may write fewer than it was given. */
export async function writeAll(
  driver: FileDriver,
  file: number,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.byteLength) {
    done += await driver.write(file, bytes, done, bytes.byteLength - done, position + done);
  }
}

/** Makes sure that a file lies on the disk in full; answers its facts. */
export async function finish(driver: FileDriver, file: number, size: number, key: string): Promise<Stats> {
  await driver.fsync(file);
  const stats = await driver.fstat(file);
  if (stats.size === size) return stats;
  const message = `Could not write “${key}”: the disk kept ${stats.size} of ${size} bytes. The old file is untouched.`;
  throw new StoreError('NO_SPACE', message, { where: key });
}

/** Removes a temp file that may be gone already; one that cannot be removed is swept later. */
export async function removeQuietly(driver: FileDriver, at: string): Promise<void> {
  await driver.unlink(at).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT', 'EPERM', 'EACCES', 'EBUSY', 'EROFS', 'EIO', 'ESTALE')) throw error;
  });
}
