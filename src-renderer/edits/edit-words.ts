import { placeOf } from '#shared/format/layout.ts';
import type { Edit, Fate } from '#shared/model/history.ts';
import type { IconName } from '../components/Icon.tsx';
import { isOfRuns } from '../history/version-words.ts';
import { formatClock, formatDay } from '../words/times.ts';

/** `15:26` for today, `Yesterday 15:26`, `Thu 29 Jan 15:26`. */
export function momentOf(time: number, now = Date.now()): string {
  const day = formatDay(time, now);
  return day === 'Today' ? formatClock(time) : `${day} ${formatClock(time)}`;
}

/** How the other side is spoken of: for a file that runs write, it was a run. */
export function othersWords(key: string) {
  return isOfRuns(key) ? byRun : bySomething;
}

const byRun = {
  who: 'A run',
  theirs: 'What the run wrote',
  keep: 'Keep the run’s text',
  kept: 'The run’s text stays.',
};
const bySomething = {
  who: 'Something else',
  theirs: 'What was written instead',
  keep: 'Keep the other text',
  kept: 'The other text stays.',
};

/** What became of an edit, in a sentence above the text that took its place. */
export function replacedSentence({ key, at, theirsAt }: Edit, now = Date.now()): string {
  const made = momentOf(at, now).replace('Yesterday', 'yesterday');
  return `${othersWords(key).who} replaced your edit of ${made}${theirsAt === null ? '' : replacedAt(theirsAt, at, now)}.`;
}

function replacedAt(time: number, madeAt: number, now: number): string {
  if (momentOf(time, now) === momentOf(madeAt, now)) return ' in the same minute';
  const day = formatDay(time, now);
  const on = day === 'Today' ? '' : day === 'Yesterday' ? ' yesterday' : ` on ${day}`;
  return `${on} at ${formatClock(time)}`;
}

/** The fates in the order of their list. */
export const fates = ['there', 'edited', 'replaced', 'reverted', 'deleted'] as const satisfies Fate[];

/** What each fate is called where one is chosen. */
export const fateNames: Record<Fate, string> = {
  there: 'Still there',
  edited: 'Edited again',
  replaced: 'Replaced',
  reverted: 'Reverted',
  deleted: 'Deleted',
};

/** The sign of each fate. */
export const fateIcons: Record<Fate, IconName> = {
  there: 'check',
  edited: 'scratch',
  replaced: 'refresh',
  reverted: 'undo',
  deleted: 'trash',
};

/** Whether somebody else took an edit out of its file: with a text of theirs, or with the one from before it. */
export function isLost({ fate, theirs }: Edit): boolean {
  return fate === 'replaced' || (fate === 'reverted' && theirs !== null);
}

/** What became of an edit, in a few words. */
export function fateWords(edit: Edit, now = Date.now()): string {
  const { fate, key, theirsAt, settled } = edit;
  const when = theirsAt === null ? '' : ` ${momentOf(theirsAt, now)}`;
  if (!isLost(edit)) return fateNames[fate];
  const by = isOfRuns(key) ? 'by run' : 'outside';
  return `${fateNames[fate]} ${by}${when}${settled ? ', dealt with' : ''}`;
}

/** What a file is called in the list of edits: its name, what it is, and where it lies within its session. */
export function nameOfFile(key: string): { name: string; what: string } {
  const place = placeOf(key);
  switch (place.kind) {
    case 'scratch':
    case 'summary':
      return { name: place.node || '(no name)', what: `${place.kind}, ${place.workflow}` };
    case 'artifact':
      return { name: place.name, what: 'artifact' };
    case 'record':
      return { name: 'Record', what: '' };
    case 'messages':
      return { name: 'Messages', what: '' };
    case 'memory':
      return { name: place.name, what: `memory of ${place.agent}` };
    case 'history':
      return { name: place.user, what: 'history of a user' };
    default:
      return { name: key.replace(/^sessions\/[^/]+\//, ''), what: '' };
  }
}
