import type { Stats } from 'node:fs';
import path from 'node:path';
import type { Precondition } from '../backend.ts';
import { conflict } from '../failures.ts';
import { type Disk, type HeldFolder, nullIfMissing, type Spot } from './disk.ts';
import { removeQuietly } from './draft.ts';
import { isErrno } from './failures.ts';
import { noteNameOf, tempName } from './names.ts';
import { leaveNote } from './notes.ts';
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

/** How a file is replaced or removed, and how that is undone. */
export interface Way {
  /**
   * Links what has the name to `aside` and makes the change in the same breath; refuses where that is not the file
   * with this inode any more. Where there are no hard links it makes the change alone.
   */
  change(aside: string, ino: number): Promise<'linked' | 'alone' | 'refused'>;
  /** Gives what lies aside its name back, unless somebody has put another file there; answers whether it did. */
  undo(aside: string): Promise<boolean>;
}

/**
 * Replaces or removes a file that has a certain version. A folder has no compare-and-swap. So the file is checked,
 * then linked aside and changed by calls to the system with nothing in between, and then what lies aside is
 * checked again: what another program wrote there meanwhile is put back, and the answer is `CONFLICT`. What cannot
 * be put back is handed out. Where the disk has no hard links, only the first check is made.
 */
export async function changeChecked(target: Target, ifVersion: string, way: Way): Promise<void> {
  const { disk, spot } = target;
  const checked = await checkVersion(target, spot.at, ifVersion);
  if (!isSameFile(await disk.driver.lstat(spot.at).catch(nullIfMissing), checked)) {
    throw await conflictAt(target, { ifVersion });
  }
  const outcome = await withAside(target, ifVersion, async (aside) => {
    const how = await way.change(aside, checked.ino);
    if (how !== 'linked') return how === 'alone' ? 'changed' : 'refused';
    const taken = await disk.driver.lstat(aside);
    if (isSameFile(taken, checked) && (await hasVersion(target, aside, ifVersion))) {
      await disk.displaced.lookLater(target, aside, ifVersion);
      return 'changed';
    }
    if (await way.undo(aside)) return 'undone';
    return (await disk.displaced.handOut(target, aside)) ? 'handed out' : 'kept aside';
  });
  if (outcome !== 'changed') throw await conflictAt(target, { ifVersion });
}

/**
 * Runs the work with a path to link something to. A note beside it says what it is and which version of it is known,
 * for the case that a crash leaves it behind. It is removed after the work, unless its content is nowhere else.
 */
export async function withAside<T extends string>(
  target: Target,
  version: string,
  work: (aside: string) => Promise<T | 'kept aside'>,
): Promise<T | 'kept aside'> {
  const { driver } = target.disk;
  const name = tempName('old');
  const aside = path.join(target.home.at, name);
  const note = path.join(target.home.at, noteNameOf(name));
  await leaveNote(driver, note, `${version}\n${target.key}`);
  let kept = true;
  try {
    const outcome = await work(aside);
    kept = outcome === 'kept aside';
    return outcome;
  } catch (error) {
    const left = await driver.lstat(aside).catch(nullIfMissing);
    kept = left?.nlink === 1;
    throw error;
  } finally {
    if (!kept) {
      await removeQuietly(driver, aside);
      await removeQuietly(driver, note);
    }
  }
}

/** The facts of the file at this path; throws `CONFLICT` unless it has the version for certain. */
export async function checkVersion(target: Target, at: string, ifVersion: string): Promise<Stats> {
  const { disk, versions, key } = target;
  const stats = await disk.driver.lstat(at);
  return withOpenFile(disk.driver, { at, stats }, key, async (file, facts) => {
    if (await versions.isCertainly(file, facts, ifVersion)) return facts;
    throw conflict(key, { ifVersion }, await versions.ofFile(file, facts));
  });
}

/** Whether the plain file at this path has the version for certain. */
export async function hasVersion(
  { disk, versions, key }: Target,
  at: string,
  version: string,
): Promise<boolean> {
  const stats = await disk.driver.lstat(at);
  if (!stats.isFile()) return false;
  return withOpenFile(disk.driver, { at, stats }, key, (file, facts) =>
    versions.isCertainly(file, facts, version),
  );
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

/** Whether a link failed because this disk, or a part of it, has no hard links. */
export function hasNoLinks(error: unknown): boolean {
  return isErrno(error, 'EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EROFS');
}

function isSameFile(one: Stats | null, other: Stats): boolean {
  return one?.ino === other.ino && one.dev === other.dev;
}
