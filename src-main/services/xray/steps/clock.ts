import { type Finding, passed, type Step, skipped } from '../finding.ts';
import type { Trial } from '../trial.ts';

/** Compares this computer's clock with the server's. Signatures hold for a quarter of an hour. */
export const clockStep: Step = { name: 'clock', needs: ['connection'], run: compareClocks };

const minute = 60_000;

async function compareClocks(trial: Trial): Promise<Finding> {
  const { clockOffset } = await trial.contact();
  if (clockOffset === null) return skipped('The server does not tell its time.');
  const ahead = -clockOffset;
  const off = Math.abs(ahead);
  // The server tells whole seconds.
  if (off < 2000) return passed('It goes as the server’s does.');
  const side = ahead > 0 ? 'ahead of' : 'behind';
  const message = `This computer’s clock is ${spanOf(off)} ${side} the server’s.`;
  if (off < 5 * minute) return passed(message);
  const refused = off > 15 * minute;
  const why = refused
    ? 'Set the clock, or let the system set it. Servers refuse what is signed more than 15 minutes off, and what is saved would carry a wrong time.'
    : 'Set the clock, or let the system set it. From 15 minutes on, servers refuse what is signed.';
  return { outcome: refused ? 'failed' : 'warned', message, mends: [{ kind: 'clock', why, ahead }] };
}

function spanOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return minutes === 60 ? '1 hour' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
