import { formatClock } from '../words/times.ts';
import type { Trouble } from './document-state.ts';

/** The file has become another while it was edited. */
export type Changed = Trouble & { kind: 'changed' };

/** What has happened, where `isOurs` says whether the other text was saved in this app; null until that is known. */
export function changedWords({ found, at }: Changed, isOurs: boolean | null): string {
  if (found === 'saving') {
    const what = isOurs ? 'you have saved the file in another window' : 'the file has changed';
    return `Not saved: ${what} since you opened it here. Nothing was overwritten, and your edits are kept.`;
  }
  const when = at === null ? '' : ` at ${formatClock(at)}`;
  const what =
    isOurs === null
      ? 'The file has changed'
      : isOurs
        ? 'You saved the file in another window'
        : 'The file was changed outside';
  return `${what}${when}, while you were editing. Your edits are kept.`;
}

/** In how many places both are about the same lines; nothing until that is known. */
export function whereWords(overlaps: number | null): string {
  if (overlaps === null) return '';
  if (overlaps === 0) return ' The changes are in other lines than yours.';
  return overlaps === 1
    ? ' In one place, both changed the same lines.'
    : ` In ${overlaps} places, both changed the same lines.`;
}
