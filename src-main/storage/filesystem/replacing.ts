import type { Stats } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HeldFolder } from './disk.ts';
import { removeQuietly } from './draft.ts';
import type { FileDriver } from './driver.ts';
import { isErrno } from './failures.ts';

const setGroupId = 0o2000;

/** Gives a new file the owner and mode of the one it replaces; false where that is not permitted. */
export async function keepFacts(driver: FileDriver, file: number, old: Stats): Promise<boolean> {
  if (process.platform === 'win32') return true;
  try {
    const now = await driver.fstat(file);
    if (now.uid !== old.uid || now.gid !== old.gid) await driver.fchown(file, old.uid, old.gid);
    await driver.fchmod(file, old.mode & 0o7777);
    return true;
  } catch (error) {
    if (isErrno(error, 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP')) return false;
    throw error;
  }
}

/** Gives a new file the group that files in its folder get, since it was made in another. */
export async function takeFactsOfFolder(driver: FileDriver, file: number, folder: HeldFolder): Promise<void> {
  if (process.platform === 'win32') return;
  const stats = await folder.stats();
  if ((stats.mode & setGroupId) === 0) return;
  const { uid } = await driver.fstat(file);
  await driver.fchown(file, uid, stats.gid).catch((error: unknown) => {
    if (!isErrno(error, 'EPERM')) throw error;
  });
}

/** Renames over what is there; on Windows patiently, since scanners and indexers hold files for moments. */
export function renameOver(driver: FileDriver, from: string, to: string): Promise<void> {
  return patiently(() => driver.rename(from, to));
}

/**
 * The same, with what was there linked aside by the call just before. False, and nothing is replaced, where what was
 * there is not the file with this inode any more.
 */
export function replaceLinked(
  driver: FileDriver,
  { from, to, aside, ino }: { from: string; to: string; aside: string; ino: number },
): Promise<boolean> {
  return patiently(async () => {
    try {
      return await driver.linkAndReplace(to, aside, from, ino);
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) await removeQuietly(driver, aside);
      throw error;
    }
  });
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const attempts = process.platform === 'win32' ? 10 : 1;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isErrno(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await sleep(10 * attempt);
    }
  }
}
