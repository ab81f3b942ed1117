/**
 * Ends the process by SIGKILL at a chosen call to the system or to the database: `CRASH_AT` names the thread and the
 * number of the call, as in `folder:17`. To be imported before what makes the calls.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

/** Calls of a folder's driver that change something, or that make what was changed last. */
const calls = [
  'openSync',
  'closeSync',
  'writeSync',
  'fsyncSync',
  'ftruncateSync',
  'fchmodSync',
  'renameSync',
  'linkSync',
  'symlinkSync',
  'unlinkSync',
  'mkdirSync',
  'rmdirSync',
  'writeFileSync',
] as const;

type Work = (...args: unknown[]) => unknown;

/** Counts calls of this thread, and ends the process right before the chosen one. */
export function endAt(thread: string): void {
  const [chosen, number] = (process.env.CRASH_AT ?? '').split(':');
  if (chosen !== thread) return;
  let left = Number(number);
  const counted = (work: Work): Work =>
    function (this: unknown, ...args) {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      return work.apply(this, args);
    };
  const replace = (owner: object, names: readonly string[]) => {
    const members = owner as Record<string, Work>;
    for (const name of names) {
      const work = members[name];
      if (work) members[name] = counted(work);
    }
  };
  replace(fs, calls);
  syncBuiltinESMExports();
  replace(StatementSync.prototype, ['run', 'get', 'all']);
  replace(DatabaseSync.prototype, ['exec']);
}
