import { constants } from 'node:fs';
import path from 'node:path';
import { baseName, folderOf, keyProblem } from '#shared/format/keys.ts';
import { checkPlainFile, type Disk, type HeldFolder, nullIfMissing, openSafely } from './disk.ts';
import { finish, removeQuietly, writeAll } from './draft.ts';
import type { FileDriver } from './driver.ts';
import { isRefusal } from './failures.ts';
import type { JournalHeader } from './in-place.ts';
import { breakIfStale } from './lock.ts';
import { hasEnded, isTempName, isTempOf, noteNameOf, ownerOf } from './names.ts';
import { readNote } from './notes.ts';
import { readBytes, withOpenFile } from './reading.ts';
import type { Versions } from './versions.ts';

/** In milliseconds. No save takes as long; on a shared drive nobody can tell whether another machine lives. */
const abandonedAge = 3_600_000;

/**
 * Removes what crashed saves have left in a folder, and undoes a write in place that was cut off. Leftovers
 * that cannot be removed stay: they are a nuisance, and no reason to refuse a save.
 */
export async function sweep(disk: Disk, versions: Versions, home: HeldFolder): Promise<void> {
  try {
    await sweepFolder(disk, versions, home);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

async function sweepFolder(disk: Disk, versions: Versions, home: HeldFolder): Promise<void> {
  const names = (await disk.driver.readdir(home.at)).map((entry) => entry.name).filter(isTempName);
  const abandoned: string[] = [];
  for (const name of names) {
    const at = path.join(home.at, name);
    if (isTempOf('lock', name)) await breakIfStale(disk.driver, home, at);
    else if (await isAbandoned(disk.driver, at, name)) abandoned.push(name);
  }
  for (const name of abandoned) {
    if (isTempOf('log', name)) await undo(disk, home, name);
  }
  const kept = new Set<string>();
  for (const name of abandoned) {
    if (isTempOf('old', name) && !(await mayGo(disk, versions, home, name)))
      kept.add(name).add(noteNameOf(name));
  }
  for (const name of abandoned) {
    if (!kept.has(name)) await removeQuietly(disk.driver, path.join(home.at, name));
  }
}

/**
 * Whether an old file that a crash has left may be removed: it is known what it holds, it is still there under its
 * name, or it has been handed out.
 */
async function mayGo(disk: Disk, versions: Versions, home: HeldFolder, name: string): Promise<boolean> {
  const at = path.join(home.at, name);
  const { driver } = disk;
  const stats = await driver.lstat(at).catch(nullIfMissing);
  const note = await readNote(driver, path.join(home.at, noteNameOf(name)));
  const end = note.indexOf('\n');
  const [version, key] = [note.slice(0, Math.max(end, 0)), note.slice(end + 1)];
  if (!stats?.isFile() || stats.nlink > 1 || keyProblem(key, 'folder') !== null) return true;
  const known = await withOpenFile(driver, { at, stats }, key, (file, facts) =>
    versions.isCertainly(file, facts, version),
  );
  return known || disk.displaced.handOut({ disk, versions, key }, at);
}

async function isAbandoned(driver: FileDriver, at: string, name: string): Promise<boolean> {
  const stats = await driver.lstat(at).catch(nullIfMissing);
  if (!stats || stats.isDirectory()) return false;
  const who = ownerOf(name);
  // By ctime: an old file that is linked aside has the time of its content.
  return Date.now() - stats.ctimeMs > abandonedAge || (who !== null && hasEnded(who));
}

async function undo(disk: Disk, home: HeldFolder, journal: string): Promise<void> {
  const { driver } = disk;
  const log = await contentOf(driver, path.join(home.at, journal));
  const header = log && headerOf(log);
  if (!header) return;
  const old = log.subarray(log.indexOf('\n') + 1);
  const fresh = await contentOf(driver, path.join(home.at, path.basename(header.draft)));
  if (!fresh || old.byteLength !== header.size) return;
  await disk.inFolder(folderOf(header.key), async (folder) => {
    const at = path.join(folder.at, baseName(header.key));
    const now = await contentOf(driver, at);
    if (now && isTorn(now, old, fresh)) await restore(driver, at, old, header.key);
  });
}

async function restore(driver: FileDriver, at: string, old: Buffer, key: string): Promise<void> {
  const file = await driver.open(at, constants.O_WRONLY | openSafely);
  try {
    await writeAll(driver, file, old, 0);
    await driver.ftruncate(file, old.byteLength);
    await finish(driver, file, old.byteLength, key);
  } finally {
    await driver.close(file);
  }
}

/** Null where the journal was cut off in its first line. */
function headerOf(journal: Buffer): JournalHeader | null {
  try {
    const header: unknown = JSON.parse(journal.toString('utf8', 0, journal.indexOf('\n')));
    return isHeader(header) ? header : null;
  } catch {
    return null;
  }
}

function isHeader(value: unknown): value is JournalHeader {
  if (typeof value !== 'object' || value === null) return false;
  if (!('key' in value && 'draft' in value && 'size' in value)) return false;
  return typeof value.key === 'string' && typeof value.draft === 'string' && typeof value.size === 'number';
}

/** Whether a file is new up to some byte and old from there on, as only a write that was cut off leaves it. */
export function isTorn(now: Buffer, old: Buffer, fresh: Buffer): boolean {
  if (now.equals(old) || now.equals(fresh)) return false;
  let split = 0;
  while (split < now.byteLength && split < fresh.byteLength && now[split] === fresh[split]) split++;
  if (now.byteLength !== Math.max(old.byteLength, split)) return false;
  return now.subarray(split).equals(old.subarray(split));
}

async function contentOf(driver: FileDriver, at: string): Promise<Buffer | null> {
  const stats = await driver.lstat(at).catch(nullIfMissing);
  if (!stats) return null;
  const file = await driver.open(at, constants.O_RDONLY | openSafely);
  try {
    checkPlainFile(stats, path.basename(at));
    return Buffer.from(await readBytes(driver, file, 0, stats.size, () => {}));
  } finally {
    await driver.close(file);
  }
}
