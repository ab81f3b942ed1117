import { placeOf } from '#shared/format/layout.ts';
import { plural } from '../words/numbers.ts';
import { formatClock, formatExact } from '../words/times.ts';
import type { Block } from './blocks.ts';
import type { MergeTask } from './merge-task.ts';

/** How the other side is spoken of: what nodes conclude is written by runs, anything else by whoever it was. */
export interface SideWords {
  /** Above its text. */
  name: string;
  take: string;
  keep: string;
  /** Within a sentence: whose text it is. */
  text: string;
  who: string;
  /** What happened, as a title. */
  replaced: string;
}

const run: SideWords = {
  name: 'Run',
  take: 'Take the run’s',
  keep: 'Keep the run’s text',
  text: 'the run’s text',
  who: 'the run',
  replaced: 'A run replaced your edit',
};
const others: SideWords = {
  name: 'Theirs',
  take: 'Take theirs',
  keep: 'Keep their text',
  text: 'their text',
  who: 'somebody else',
  replaced: 'Your edit was replaced',
};

export function sideWords(key: string): SideWords {
  const { kind } = placeOf(key);
  return kind === 'scratch' || kind === 'summary' || kind === 'messages' ? run : others;
}

const upper = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;

/** `at 15:34`; of another day with its date. Nothing where the time is not known. */
export function timeWords(at: number | null, before = 'at '): string {
  if (at === null) return '';
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? ` ${before}${formatClock(at)}` : ` on ${formatExact(at).replace(/:\d\d$/, '')}`;
}

/** What happened to a block, above its lines. */
export function blockSentence({ kind }: Block, { who }: SideWords): string {
  switch (kind) {
    case 'conflict':
      return `You and ${who} changed the same lines.`;
    case 'both':
      return `You and ${who} changed these lines to the same.`;
    case 'theirs':
      return `${upper(who)} changed this, and you did not.`;
    case 'mine':
      return `You changed this, and ${who} did not.`;
    case 'same':
      return '';
  }
}

/** What each of the three ends will write, and what is kept. */
export function endSentences(
  { mineWas }: Pick<MergeTask, 'mineWas'>,
  words: SideWords,
  theirsAt: number | null,
): Record<'save' | 'theirs' | 'mine', string> {
  const unless = `if nothing has changed it since${timeWords(theirsAt, '')}`;
  return {
    save: `Writes the result above over ${words.text}, ${unless}. ${upper(words.text)} stays in History.`,
    theirs:
      mineWas === 'saved'
        ? 'Leaves the file as it is. Your text stays in History, ready to apply again.'
        : `Writes nothing. The editor shows ${words.text}; yours stays in undo and in History.`,
    mine: `Writes your text over ${words.text}, ${unless}. ${upper(words.text)} stays in History.`,
  };
}

/** Says which blocks still have to be chosen. */
export function openBlocksSentence(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 5).map(String);
  const list = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
  const what = numbers.length === 1 ? 'Block' : 'Blocks';
  const rest = numbers.length > shown.length ? `, and ${numbers.length - shown.length} more,` : '';
  return `Not saved yet. ${what} ${list}${rest} ${numbers.length === 1 ? 'is' : 'are'} not chosen.`;
}

/** Says that the merge was made anew, and what of the choices is left. */
export function remadeSentence(theirsAt: number | null, left: number, made: number): string {
  const what = `A text has changed meanwhile: the merge was made anew with the file as it is${timeWords(theirsAt, 'since ')}.`;
  if (made === 0) return what;
  if (left === made)
    return `${what} ${made === 1 ? 'Your choice still applies.' : 'All your choices still apply.'}`;
  return `${what} ${left} of your ${plural(made, 'choice')} still ${left === 1 ? 'applies' : 'apply'}.`;
}

/** Why there is something to merge, in a sentence. */
export function headSentence(
  { mineWas }: Pick<MergeTask, 'mineWas'>,
  { who }: SideWords,
  theirsAt: number | null,
  mineAt: number | null,
): string {
  const wrote = `${upper(who)} wrote this${timeWords(theirsAt)}`;
  return mineWas === 'saved'
    ? `${wrote}, over the text that you saved${timeWords(mineAt)}`
    : `${wrote}; your edits are not saved yet`;
}
