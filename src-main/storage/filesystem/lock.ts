import { constants, type Stats } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '#shared/errors.ts';
import { type HeldFolder, nullIfMissing, openSafely } from './disk.ts';
import { removeQuietly } from './draft.ts';
import type { FileDriver } from './driver.ts';
import { isErrno } from './failures.ts';
import { hasEnded, lockName, owner, tempName } from './names.ts';

/** In milliseconds. A lock is held for one check and one rename, so an old one was left by a crash. */
const staleAge = 120_000;
const unsignedAge = 5_000;
const patience = 10_000;

const { O_CREAT, O_EXCL, O_RDONLY, O_WRONLY } = constants;

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
      await sign(driver, at, owner);
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

/** A link whose text is the owner appears signed in one step; where there are no links it is a file. */
async function sign(driver: FileDriver, at: string, who: string): Promise<void> {
  if (process.platform !== 'win32') {
    try {
      return await driver.symlink(who, at);
    } catch (error) {
      if (!isErrno(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
    }
  }
  const file = await driver.open(at, O_CREAT | O_EXCL | O_WRONLY, 0o666);
  try {
    await driver.write(file, Buffer.from(who), 0, who.length, 0);
  } finally {
    await driver.close(file);
  }
}

async function isStale(driver: FileDriver, at: string): Promise<boolean> {
  const stats = await driver.lstat(at).catch(nullIfMissing);
  if (!stats) return false;
  const age = Date.now() - stats.mtimeMs;
  const who = await signatureOf(driver, at, stats);
  return age > staleAge || (who === '' ? age > unsignedAge : hasEnded(who));
}

/** Empty where it is just being signed, or gone. */
async function signatureOf(driver: FileDriver, at: string, stats: Stats): Promise<string> {
  if (stats.isSymbolicLink()) return driver.readlink(at).catch(() => '');
  const file = await driver.open(at, O_RDONLY | openSafely).catch(() => null);
  if (file === null) return '';
  try {
    const text = Buffer.alloc(64);
    return text.toString('utf8', 0, await driver.read(file, text, 0, text.byteLength, 0));
  } finally {
    await driver.close(file);
  }
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
    const stats = await driver.lstat(away);
    if (!(await isStale(driver, away))) await sign(driver, at, await signatureOf(driver, away, stats));
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'EEXIST')) throw error;
  }
  await removeQuietly(driver, away);
}
