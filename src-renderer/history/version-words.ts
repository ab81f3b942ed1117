import { placeOf } from '#shared/format/layout.ts';
import type { Version } from '#shared/model/history.ts';
import { formatBytes } from '../words/numbers.ts';
import { formatClock, formatDay } from '../words/times.ts';

/** Who brought a version about: the person here, or something else. */
export function actorOf({ reason }: Version): 'you' | 'other' {
  return reason === 'found' || reason === 'gone' ? 'other' : 'you';
}

/** True where there was no file from then on. */
export const isEnd = ({ reason }: Version): boolean => reason === 'gone' || reason === 'delete';

const yours = {
  create: 'You made it',
  save: 'You edited',
  merge: 'You merged',
  restore: 'You restored',
  upload: 'You uploaded',
  rename: 'You renamed',
  delete: 'You deleted it',
  draft: 'Your unsaved text',
} as const;

/** Files that runs write; what else changes is not known to be theirs. */
export function isOfRuns(key: string): boolean {
  const { kind } = placeOf(key);
  return kind === 'scratch' || kind === 'summary' || kind === 'messages';
}

/** What happened, in two or three words. */
export function whatHappened({ reason }: Version, key: string): string {
  if (reason === 'gone') return 'Deleted outside';
  if (reason === 'found') return isOfRuns(key) ? 'Run wrote it' : 'Written outside';
  return yours[reason];
}

/** What you did, where it was you. */
export function yourWords(reason: Version['reason']): string {
  return reason === 'found' || reason === 'gone' ? '' : yours[reason];
}

/** A version within a sentence: `Today 15:27, you edited`. */
export function nameOfVersion(version: Version, key: string): string {
  const what = whatHappened(version, key);
  return `${formatDay(version.at)} ${formatClock(version.at)}, ${what[0]?.toLowerCase()}${what.slice(1)}`;
}

/** A size that grew or shrank: `+12 B`, `−1.2 KB`. */
export function formatChange(bytes: number): string {
  if (bytes === 0) return '±0';
  return `${bytes > 0 ? '+' : '−'}${formatBytes(Math.abs(bytes))}`;
}

/** What you changed by, and how large it is where somebody else wrote it, or nothing is known of before. */
export function sizeWords(version: Version, before: Version | undefined): string {
  if (version.size === null) return '';
  if (actorOf(version) === 'other' || before?.size == null) return formatBytes(version.size);
  return formatChange(version.size - before.size);
}
