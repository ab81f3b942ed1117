import { existsSync, renameSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { saysDamaged } from './failures.ts';
import { Journal } from './journal.ts';
import type { DatabaseWorkerData } from './messages.ts';
import { migrate, refuseNewer } from './schema.ts';

const damagedMark = '.damaged-';

/** Whether a file is what was moved aside of the database of this name. */
export function isDamagedName(name: string, database: string): boolean {
  return name.startsWith(database + damagedMark);
}

/** In milliseconds: how long a procedure waits for one of another process. */
const patience = 10_000;

/**
 * Opens the database, or makes it. One that is damaged is moved aside, never deleted, and a fresh one begun; `warn`
 * is told. `thorough` looks at every page, for when one was found to be bad. Throws `UNSUPPORTED` for one of a newer
 * version of the app.
 */
export function openJournal(
  { path, contents }: DatabaseWorkerData,
  warn: (message: string) => void,
  thorough = false,
): Journal {
  const before = inodeOf(path);
  try {
    return open(path, contents, thorough);
  } catch (error) {
    if (!saysDamaged(error)) throw error;
    // Another process may have begun a fresh one meanwhile.
    if (before === inodeOf(path)) moveAside(path, warn);
    return open(path, contents, false);
  }
}

function open(path: string, contents: string, thorough: boolean): Journal {
  const db = new DatabaseSync(path, { timeout: patience });
  try {
    const journal = new Journal(db, contents, inodeOf(path));
    refuseNewer(journal);
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA journal_size_limit = 16777216');
    if (thorough) check(db);
    migrate(journal);
    return journal;
  } catch (error) {
    db.close();
    throw error;
  }
}

function check(db: DatabaseSync): void {
  const answer = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (answer !== 'ok')
    throw Object.assign(new Error(String(answer)), { errcode: 11, errstr: String(answer) });
}

function moveAside(path: string, warn: (message: string) => void): void {
  const aside = `${path}${damagedMark}${Date.now()}`;
  renameSync(path, aside);
  // What was not folded in yet goes with it, so that a tool can still find it.
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  warn(`The app’s database was damaged. It was moved to ${aside}, and a fresh one was begun.`);
}

/** Tells one file from another of the same name; null where there is none. */
export function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}
