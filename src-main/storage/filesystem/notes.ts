import { constants } from 'node:fs';
import { nullIfMissing, openSafely } from './disk.ts';
import type { FileDriver } from './driver.ts';
import { isErrno } from './failures.ts';
import { readBytes } from './reading.ts';

const { O_CREAT, O_EXCL, O_RDONLY, O_WRONLY } = constants;

/**
 * Leaves a short text under a name that nobody has; rejects with `EEXIST` where somebody does. It is the text of a
 * link, since that appears complete in one step; where there are no links it is a file.
 */
export async function leaveNote(driver: FileDriver, at: string, text: string): Promise<void> {
  if (process.platform !== 'win32') {
    try {
      return await driver.symlink(text, at);
    } catch (error) {
      if (!isErrno(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENAMETOOLONG')) throw error;
    }
  }
  const bytes = Buffer.from(text);
  const file = await driver.open(at, O_CREAT | O_EXCL | O_WRONLY, 0o666);
  try {
    await driver.write(file, bytes, 0, bytes.byteLength, 0);
  } finally {
    await driver.close(file);
  }
}

/** The text of a note; empty where it is just being left, or gone. */
export async function readNote(driver: FileDriver, at: string): Promise<string> {
  const stats = await driver.lstat(at).catch(nullIfMissing);
  if (stats?.isSymbolicLink()) return driver.readlink(at).catch(() => '');
  if (!stats?.isFile()) return '';
  const file = await driver.open(at, O_RDONLY | openSafely).catch(() => null);
  if (file === null) return '';
  try {
    return Buffer.from(await readBytes(driver, file, 0, stats.size, () => {})).toString('utf8');
  } finally {
    await driver.close(file);
  }
}
