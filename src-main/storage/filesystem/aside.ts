import path from 'node:path';
import type { Precondition } from '../backend.ts';
import { conflict } from '../failures.ts';
import { type Disk, type HeldFolder, nullIfMissing, type Spot } from './disk.ts';
import { removeQuietly } from './draft.ts';
import { isErrno } from './failures.ts';
import { tempName } from './names.ts';
import { withOpenFile } from './reading.ts';
import type { Versions } from './versions.ts';

/** What the disk and the check of a version need to know of one file. */
export interface Target {
  readonly disk: Disk;
  readonly versions: Versions;
  /** Where temp files go. */
  readonly home: HeldFolder;
  readonly spot: Spot;
  readonly key: string;
}

/**
 * Replaces or removes a file that has a certain version. A folder has no compare-and-swap. So the old file is
 * linked aside and checked, then `change` is done, and then the old file is checked again: what another
 * program wrote into it meanwhile is put back by `undo`, and the answer is `CONFLICT`. Where the disk has no
 * hard links, only the first check is made.
 */
export async function changeChecked(
  target: Target,
  ifVersion: string,
  change: () => Promise<void>,
  undo: (aside: string) => Promise<void>,
): Promise<void> {
  const { disk, home, spot } = target;
  const aside = path.join(home.at, tempName('old'));
  const linked = await linkAside(target, aside);
  try {
    await checkVersion(target, linked ? aside : spot.at, ifVersion);
    if (linked && !(await isSameFile(disk, aside, spot.at))) throw await conflictAt(target, { ifVersion });
    await change();
    if (!linked) return;
    try {
      await checkVersion(target, aside, ifVersion);
    } catch (error) {
      await undo(aside);
      throw error;
    }
  } finally {
    if (linked) await removeQuietly(disk.driver, aside);
  }
}

/** Throws `CONFLICT` unless the file at this path has the version for certain. */
export async function checkVersion(target: Target, at: string, ifVersion: string): Promise<void> {
  const { disk, versions, key } = target;
  const stats = await disk.driver.lstat(at);
  await withOpenFile(disk.driver, { at, stats }, key, async (file, facts) => {
    if (await versions.isCertainly(file, facts, ifVersion)) return;
    throw conflict(key, { ifVersion }, await versions.ofFile(file, facts));
  });
}

/** A `CONFLICT` that tells the version that is there now. */
export async function conflictAt(target: Target, condition: Precondition): Promise<Error> {
  const { disk, versions, spot, key } = target;
  const stats = await disk.driver.lstat(spot.at).catch(nullIfMissing);
  if (!stats?.isFile()) return conflict(key, condition, null);
  const version = await withOpenFile(disk.driver, { at: spot.at, stats }, key, (file, facts) =>
    versions.ofFile(file, facts),
  );
  return conflict(key, condition, version);
}

async function linkAside(target: Target, aside: string): Promise<boolean> {
  try {
    await target.disk.driver.link(target.spot.at, aside);
    return true;
  } catch (error) {
    if (hasNoLinks(error)) return false;
    throw error;
  }
}

/** Whether a link failed because this disk, or a part of it, has no hard links. */
export function hasNoLinks(error: unknown): boolean {
  return isErrno(error, 'EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EROFS');
}

async function isSameFile(disk: Disk, one: string, other: string): Promise<boolean> {
  const [first, second] = [await disk.driver.lstat(one), await disk.driver.lstat(other).catch(nullIfMissing)];
  return first.ino === second?.ino && first.dev === second.dev;
}
