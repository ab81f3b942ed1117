import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '#shared/errors.ts';

/** In milliseconds: how long somebody who holds a lock is waited for, and how often it is looked again. */
const patience = { most: 10_000, pause: 20 };

/** What SQLite says where somebody holds it. */
const busy = 5;

/** A lock of the system, held by this process. */
export interface ProcessLock {
  release(): void;
}

/**
 * Locks a file among processes, and makes it where there is none. The lock goes with the process however that ends:
 * SQLite's, since Node has none and SQLite's is the same on every system. Throws where somebody holds it.
 */
export function lockFile(path: string): ProcessLock {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return { release: () => file.close() };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Does something while no other process holds the lock. Rejects `BUSY` where one does for too long. */
export async function underLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = await awaitLock(path);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function awaitLock(path: string): Promise<ProcessLock> {
  const end = Date.now() + patience.most;
  for (;;) {
    try {
      return lockFile(path);
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== busy) throw error;
      const message = `“${path}” is in use by another program. Try again.`;
      if (Date.now() > end) throw new StoreError('BUSY', message, { where: path });
    }
    await wait(patience.pause);
  }
}
