/**
 * Ends the process by SIGKILL at a chosen call to the system or to the database: `CRASH_AT` names the thread, the call
 * and its number, as in `folder:renameSync:17`. To be imported before what makes the calls.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

type Work = (...args: unknown[]) => unknown;

/** Counts the chosen call in this thread, and ends the process right before it is made. */
export function endAt(thread: string): void {
  const [chosen, name = '', number] = (process.env.CRASH_AT ?? '').split(':');
  if (chosen !== thread) return;
  const owner = [fs, StatementSync.prototype, DatabaseSync.prototype].find((one) => name in one);
  const calls = owner as Record<string, Work> | undefined;
  const work = calls?.[name];
  if (!calls || !work) throw new Error(`There is no call ${name}.`);
  let left = Number(number);
  calls[name] = function (this: unknown, ...args) {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return work.apply(this, args);
  };
  syncBuiltinESMExports();
}
