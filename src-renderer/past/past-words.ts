import type { PastFile, PastSession } from '#shared/model/past-session.ts';
import { plural } from '../words/numbers.ts';
import { formatMoment } from '../words/times.ts';
import type { Outcome } from './restore-past.ts';

/** What became of the session as a whole, in the head of its tab. */
export function whatBecame({ files, living }: PastSession): string {
  if (living > 0) return `${plural(living, 'file')} there, ${plural(files.length, 'file')} deleted`;
  const last = Math.max(...files.map(({ deletedAt }) => deletedAt));
  return files.length === 0 ? 'Nothing is kept of it' : `Deleted ${formatMoment(last)}`;
}

const shown = 3;

/** What a restore has done. */
export function whatCameBack(outcome: Outcome): string {
  if (outcome.kind === 'failed') return outcome.message;
  if (outcome.kind === 'stopped')
    return 'Stopped. What was brought back before that is there; the rest can be brought back still.';
  const { restored, kept } = outcome;
  const back = `${plural(restored, 'file')} ${restored === 1 ? 'is' : 'are'} back.`;
  if (kept.length === 0) return back;
  const more = kept.length > shown ? ` and ${kept.length - shown} more` : '';
  return `${back} Left as they are now, because they exist again: ${kept.slice(0, shown).join(', ')}${more}.`;
}

/** The files that are to be brought back: those of the last deletion, unless they were ticked otherwise. */
export function wantedOf(files: readonly PastFile[], ticked: ReadonlyMap<string, boolean>): PastFile[] {
  return files.filter(({ key, last }) => ticked.get(key) ?? last);
}
