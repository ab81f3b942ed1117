import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '#shared/errors.ts';
import { type HeldFolder, nullIfMissing } from './disk.ts';
import { removeQuietly } from './draft.ts';
import type { FileDriver } from './driver.ts';
import { isErrno } from './failures.ts';
import { hasEnded, lockName, owner, tempName } from './names.ts';
import { leaveNote, readNote } from './notes.ts';

/** In milliseconds. A lock is held for one check and one rename, so an old one was left by a crash. */
const staleAge = 120_000;
const unsignedAge = 5_000;
const patience = 10_000;

/**
 * Runs the work while no other process or thread of this program saves the same file. Foreign programs do not
 * know the lock. Where no lock can be made, the work runs without one.
 */
export async function withLock<T>(
  driver: FileDriver,
  home: HeldFolder,
  place: string,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const at = path.join(home.at, lockName(place));
  const locked = await acquire(driver, home, at, key);
  try {
    return await work();
  } finally {
    if (locked) await removeQuietly(driver, at);
  }
}

async function acquire(driver: FileDriver, home: HeldFolder, at: string, key: string): Promise<boolean> {
  const deadline = Date.now() + patience;
  for (let wait = 1; ; wait = Math.min(wait * 2, 20)) {
    try {
      await leaveNote(driver, at, owner);
      return true;
    } catch (error) {
      if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return false;
      if (!isErrno(error, 'EEXIST')) throw error;
    }
    if (await breakIfStale(driver, home, at)) continue;
    if (Date.now() > deadline) {
      throw new StoreError('BUSY', `“${key}” is being saved by another program. Try again.`, { where: key });
    }
    await sleep(wait * Math.random());
  }
}

async function isStale(driver: FileDriver, at: string): Promise<boolean> {
  const stats = await driver.lstat(at).catch(nullIfMissing);
  if (!stats) return false;
  const age = Date.now() - stats.mtimeMs;
  const who = await readNote(driver, at);
  return age > staleAge || (who === '' ? age > unsignedAge : hasEnded(who));
}

/** Removes a lock that a crash has left; returns whether there was one to remove. */
export async function breakIfStale(driver: FileDriver, home: HeldFolder, at: string): Promise<boolean> {
  if (!(await isStale(driver, at))) return false;
  await breakLock(driver, home, at);
  return true;
}

/** Moves the lock away first: of many who break it one succeeds, and a lock taken meanwhile is put back. */
async function breakLock(driver: FileDriver, home: HeldFolder, at: string): Promise<void> {
  const away = path.join(home.at, tempName('old'));
  try {
    await driver.rename(at, away);
    if (!(await isStale(driver, away))) await leaveNote(driver, at, await readNote(driver, away));
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'EEXIST')) throw error;
  }
  await removeQuietly(driver, away);
}
