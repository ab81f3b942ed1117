import { constants, type Stats } from 'node:fs';
import type { ByteSource, WriteOptions, WriteResult } from '../backend.ts';
import { conflict, throwIfAborted } from '../failures.ts';
import { changeChecked, conflictAt, hasNoLinks, hasVersion, type Target, withAside } from './aside.ts';
import { checkPlainFile, type Disk, nullIfMissing, openSafely } from './disk.ts';
import { type Draft, removeQuietly, withDraft } from './draft.ts';
import { isErrno } from './failures.ts';
import { inFolderOf, withHome } from './folders.ts';
import { overwrite } from './in-place.ts';
import { withLock } from './lock.ts';
import { keepFacts, renameOver, replaceLinked, takeFactsOfFolder } from './replacing.ts';
import type { Versions } from './versions.ts';

/** Writes a file, whole or not at all: first as a temp file, which then takes the place of the old one. */
export async function writeFile(
  disk: Disk,
  versions: Versions,
  key: string,
  source: Uint8Array | ByteSource,
  options: WriteOptions,
): Promise<WriteResult> {
  if (!(await disk.driver.lstat(disk.root).catch(nullIfMissing))) {
    if (options.ifVersion !== undefined) throw conflict(key, options, null);
    // Only who asks for no condition, as the library does, gets the folder made again.
    if (options.ifAbsent) await disk.checkRoot();
    await disk.driver.mkdir(disk.root);
  }
  return withHome(disk, versions, key, (home) =>
    withDraft(disk.driver, home, source, options.signal, key, async (draft) => {
      const stats = await inFolderOf(disk, key, options, (spot) =>
        withLock(disk.driver, home, spot.below, key, async () => {
          throwIfAborted(options.signal, key);
          const now = await disk.driver.lstat(spot.at).catch(nullIfMissing);
          return place({ disk, versions, home, spot: { ...spot, stats: now }, key }, draft, options);
        }),
      );
      // Somebody may have written to it by now.
      const asWritten = stats.size === draft.size && stats.mtimeMs === draft.modifiedAt;
      if (asWritten) versions.remember(stats, draft.version);
      return { version: draft.version, modifiedAt: stats.mtimeMs };
    }),
  );
}

async function place(target: Target, draft: Draft, options: WriteOptions): Promise<Stats> {
  const { spot, key, disk } = target;
  if (!spot.stats) await create(target, draft, options);
  else if (options.ifAbsent) throw await conflictAt(target, options);
  else await replace(target, spot.stats, draft, options.ifVersion);
  await spot.folder.sync();
  const stats = await disk.driver.lstat(spot.at);
  checkPlainFile(stats, key);
  return stats;
}

async function create(target: Target, draft: Draft, options: WriteOptions): Promise<void> {
  const { disk, spot, key } = target;
  if (options.ifVersion !== undefined) throw conflict(key, options, null);
  await takeFactsOfFolder(disk.driver, draft.file, spot.folder);
  if (!options.ifAbsent) return move(target, draft);
  try {
    await disk.driver.link(draft.at, spot.at);
    await removeQuietly(disk.driver, draft.at);
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw await conflictAt(target, options);
    if (!hasNoLinks(error)) throw error;
    await reserve(target, options);
    await move(target, draft).catch(async (failure: unknown) => {
      await removeQuietly(disk.driver, spot.at);
      throw failure;
    });
  }
}

/** Takes a name that nobody has, where a file cannot appear under it in one step. */
async function reserve(target: Target, options: WriteOptions): Promise<void> {
  const { disk, spot } = target;
  const { O_CREAT, O_EXCL, O_WRONLY } = constants;
  try {
    await disk.driver.close(await disk.driver.open(spot.at, O_CREAT | O_EXCL | O_WRONLY, 0o666));
  } catch (error) {
    throw isErrno(error, 'EEXIST') ? await conflictAt(target, options) : error;
  }
}

async function replace(
  target: Target,
  old: Stats,
  draft: Draft,
  ifVersion: string | undefined,
): Promise<void> {
  const { disk, spot, key } = target;
  checkPlainFile(old, key);
  // A file that may not be written is not replaced either, though its folder would allow that.
  await disk.driver.close(await disk.driver.open(spot.at, constants.O_WRONLY | openSafely));
  const kept = old.nlink === 1 && (await keepFacts(disk.driver, draft.file, old));
  if (!kept) return overwrite(target, draft, ifVersion);
  if (ifVersion === undefined) return move(target, draft);
  await changeChecked(target, ifVersion, {
    async change(aside, ino) {
      try {
        const replaced = await replaceLinked(disk.driver, { from: draft.at, to: spot.at, aside, ino });
        return replaced ? 'linked' : 'refused';
      } catch (error) {
        if (!hasNoLinks(error)) throw error;
        await move(target, draft, ifVersion);
        return 'alone';
      }
    },
    undo: (aside) => putBack(target, draft, aside),
  });
}

/** Puts what lies aside in the place of the draft again, if that is still there. */
async function putBack(target: Target, draft: Draft, aside: string): Promise<boolean> {
  const { disk, spot } = target;
  const mine = await disk.driver.fstat(draft.file);
  const there = await disk.driver.lstat(spot.at).catch(nullIfMissing);
  if (there?.ino !== mine.ino) return false;
  const outcome = await withAside(target, draft.version, async (replaced) => {
    const place = { from: aside, to: spot.at, aside: replaced, ino: mine.ino };
    if (!(await replaceLinked(disk.driver, place))) return 'refused';
    // Somebody may have been as quick once more.
    if (await hasVersion(target, replaced, draft.version)) {
      await disk.displaced.lookLater(target, replaced, draft.version);
      return 'known';
    }
    return (await disk.displaced.handOut(target, replaced)) ? 'handed out' : 'kept aside';
  });
  return outcome !== 'refused';
}

/** Puts the draft into its place; on another disk, which happens inside mounts, its bytes. */
async function move(target: Target, draft: Draft, ifVersion?: string): Promise<void> {
  try {
    await renameOver(target.disk.driver, draft.at, target.spot.at);
  } catch (error) {
    if (!isErrno(error, 'EXDEV')) throw error;
    await overwrite(target, draft, ifVersion);
  }
}
