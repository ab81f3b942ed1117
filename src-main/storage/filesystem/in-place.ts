import { constants } from 'node:fs';
import path from 'node:path';
import { conflict } from '../failures.ts';
import type { Target } from './aside.ts';
import { checkPlainFile, openSafely } from './disk.ts';
import { type Draft, finish, withTempFile, writeAll } from './draft.ts';
import type { FileDriver } from './driver.ts';

/** What the first line of a journal says; the old bytes of the file follow it. */
export interface JournalHeader {
  /** Of the file that is being overwritten. */
  readonly key: string;
  /** Name of the temp file with the new bytes. */
  readonly draft: string;
  /** How many old bytes follow once the journal is complete. */
  readonly size: number;
}

const pieceSize = 1024 * 1024;

/**
 * Writes a draft into a file that must stay the same inode: one with several hard links, or of an owner who
 * could not be kept. The old bytes are kept in a journal meanwhile, from which a failed or cut-off write is
 * undone. With a version, the file must still have it right before the first byte is written.
 */
export async function overwrite(target: Target, draft: Draft, ifVersion?: string): Promise<void> {
  const { disk, versions, home, spot, key } = target;
  const { driver } = disk;
  await withTempFile(driver, home, 'log', async (journal) => {
    const file = await driver.open(spot.at, constants.O_RDWR | constants.O_CREAT | openSafely, 0o666);
    try {
      const stats = await driver.fstat(file);
      checkPlainFile(stats, key);
      const check = async () => {
        if (ifVersion === undefined) return;
        const now = await driver.fstat(file);
        if (await versions.isCertainly(file, now, ifVersion)) return;
        throw conflict(key, { ifVersion }, await versions.ofFile(file, now));
      };
      const place = spot.below.split(path.sep).join('/');
      const header: JournalHeader = { key: place, draft: draft.name, size: stats.size };
      const line = Buffer.from(`${JSON.stringify(header)}\n`);
      await writeAll(driver, journal, line, 0);
      await copy(driver, file, 0, journal, line.byteLength);
      await check();
      await finish(driver, journal, line.byteLength + stats.size, key);
      await home.sync();
      // Once more: the disk may have taken its time over the journal.
      await check();
      try {
        await copy(driver, draft.file, 0, file, 0);
        await driver.ftruncate(file, draft.size);
        await finish(driver, file, draft.size, key);
      } catch (error) {
        await copy(driver, journal, line.byteLength, file, 0);
        await driver.ftruncate(file, stats.size);
        throw error;
      }
    } finally {
      await driver.close(file);
    }
  });
}

/** Copies what lies in one file after a position to a position of another. */
async function copy(driver: FileDriver, from: number, start: number, to: number, at: number): Promise<void> {
  const piece = new Uint8Array(pieceSize);
  for (let done = 0; ; ) {
    const count = await driver.read(from, piece, 0, piece.byteLength, start + done);
    if (count === 0) return;
    await writeAll(driver, to, piece.subarray(0, count), at + done);
    done += count;
  }
}
