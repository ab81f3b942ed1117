import { constants } from 'node:fs';
import path from 'node:path';
import { baseName, folderOf } from '#shared/format/keys.ts';
import type { Precondition } from '../backend.ts';
import { conflict } from '../failures.ts';
import type { Disk, HeldFolder, Spot } from './disk.ts';
import { isErrno } from './failures.ts';
import { sweep } from './sweeping.ts';
import type { Versions } from './versions.ts';

/** How often folders are made again that others remove at the same time. */
const attempts = 3;

/**
 * Runs the work with the folder for temp files: the store's root, since a file below `sessions/` would be
 * taken for a session. Where nothing may be made there, it is the file's own folder.
 */
export async function withHome<T>(
  disk: Disk,
  versions: Versions,
  key: string,
  work: (home: HeldFolder) => Promise<T>,
): Promise<T> {
  const home = (await mayWriteIn(disk, '')) || !(await mayWriteIn(disk, folderOf(key))) ? '' : folderOf(key);
  return disk.inFolder(home, async (held) => {
    if (!disk.swept.has(home)) {
      disk.swept.add(home);
      await sweep(disk, versions, held);
    }
    return work(held);
  });
}

async function mayWriteIn(disk: Disk, folder: string): Promise<boolean> {
  try {
    await disk.inFolder(folder, (held) => disk.driver.access(`${held.at}/.`, constants.W_OK));
    return true;
  } catch (error) {
    if (isErrno(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

/** Runs the work at the spot of a file, in a folder that is made where needed, and removed should it fail. */
export async function inFolderOf<T>(
  disk: Disk,
  key: string,
  condition: Precondition,
  work: (spot: Spot) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await disk.atFile(key, work);
    } catch (error) {
      if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error;
      if (condition.ifVersion !== undefined) throw conflict(key, condition, null);
      if (attempt === attempts || isErrno(error, 'ENOTDIR')) throw error;
    }
    const made = await makeFolder(disk, folderOf(key));
    try {
      return await disk.atFile(key, work);
    } catch (error) {
      for (const folder of made.toReversed()) await removeEmpty(disk, folder);
      if (!isErrno(error, 'ENOENT')) throw error;
    }
  }
}

/** Makes a folder below the nearest one there is; returns those that were made, from the top down. */
async function makeFolder(disk: Disk, folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (let above = folder; ; above = folderOf(above)) {
    const last = above === '';
    try {
      return await disk.inFolder(above, (held) => makeBelow(disk, held, above, missing));
    } catch (error) {
      if (!isErrno(error, 'ENOENT') || last) throw error;
      missing.unshift(baseName(above));
    }
  }
}

async function makeBelow(disk: Disk, held: HeldFolder, above: string, names: string[]): Promise<string[]> {
  const made: string[] = [];
  let key = above;
  let at = held.at;
  for (const name of names) {
    key = key === '' ? name : `${key}/${name}`;
    at = path.join(at, name);
    if (await disk.driver.mkdir(at)) made.push(key);
  }
  await held.sync();
  for (const folder of made) await disk.inFolder(folder, (inner) => inner.sync());
  return made;
}

/** Removes a folder if nothing is in it; returns whether it did. Whatever is in the way is a reason to leave it. */
export async function removeEmpty(disk: Disk, folder: string): Promise<boolean> {
  try {
    await disk.inFolder(folderOf(folder), (held) => disk.driver.rmdir(path.join(held.at, baseName(folder))));
    return true;
  } catch {
    return false;
  }
}
