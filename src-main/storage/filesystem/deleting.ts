import { folderOf } from '#shared/format/keys.ts';
import type { CallOptions, Precondition } from '../backend.ts';
import { conflict, throwIfAborted } from '../failures.ts';
import { changeChecked, checkVersion, conflictAt, hasNoLinks, type Target } from './aside.ts';
import { checkPlainFile, type Disk, nullIfMissing } from './disk.ts';
import { isErrno } from './failures.ts';
import { removeEmpty, withHome } from './folders.ts';
import { withLock } from './lock.ts';
import type { Versions } from './versions.ts';

/**
 * Deletes a file, or a link to one, and the folders that are empty then. The folders directly in the store,
 * such as `sessions`, stay.
 */
export async function deleteFile(
  disk: Disk,
  versions: Versions,
  key: string,
  options: CallOptions & Precondition,
): Promise<boolean> {
  try {
    const deleted = await withHome(disk, versions, key, (home) =>
      disk.atName(key, (spot, target) =>
        withLock(disk.driver, home, spot.below, key, async () => {
          throwIfAborted(options.signal, key);
          const stats = await disk.driver.lstat(spot.at).catch(nullIfMissing);
          const there = { disk, versions, home, spot: { ...spot, stats }, key };
          return remove(there, target !== null, options);
        }),
      ),
    );
    if (deleted) await removeEmptyAbove(disk, key);
    return deleted;
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error;
    if (options.ifVersion !== undefined) throw conflict(key, options, null);
    return false;
  }
}

async function remove(target: Target, isLink: boolean, condition: Precondition): Promise<boolean> {
  const { disk, spot, key } = target;
  const { driver } = disk;
  const { stats } = spot;
  if (!stats || stats.isDirectory()) {
    if (condition.ifVersion !== undefined) throw conflict(key, condition, null);
    return false;
  }
  if (condition.ifAbsent) throw await conflictAt(target, condition);
  if (isLink) {
    await checkLinked(target, condition);
    await driver.unlink(spot.at);
  } else {
    checkPlainFile(stats, key);
    await unlinkFile(target, condition.ifVersion);
  }
  await spot.folder.sync();
  return true;
}

async function checkLinked(target: Target, { ifVersion }: Precondition): Promise<void> {
  if (ifVersion === undefined) return;
  await target.disk.atFile(target.key, (linked) =>
    checkVersion({ ...target, spot: linked }, linked.at, ifVersion),
  );
}

async function unlinkFile(target: Target, ifVersion: string | undefined): Promise<void> {
  const { driver } = target.disk;
  const { at } = target.spot;
  if (ifVersion === undefined) return driver.unlink(at);
  await changeChecked(target, ifVersion, {
    async change(aside, ino) {
      try {
        return (await driver.linkAndUnlink(at, aside, ino)) ? 'linked' : 'refused';
      } catch (error) {
        if (!hasNoLinks(error)) throw error;
        await driver.unlink(at);
        return 'alone';
      }
    },
    async undo(aside) {
      try {
        await driver.link(aside, at);
        return true;
      } catch (error) {
        // Somebody has made a new file already, which stays.
        if (isErrno(error, 'EEXIST', 'ENOENT') || hasNoLinks(error)) return false;
        throw error;
      }
    },
  });
}

async function removeEmptyAbove(disk: Disk, key: string): Promise<void> {
  let folder = folderOf(key);
  while (folder.includes('/') && (await removeEmpty(disk, folder))) folder = folderOf(folder);
}
