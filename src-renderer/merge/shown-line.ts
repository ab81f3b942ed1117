import { diffWordsWithSpace } from 'diff';

/** A piece of a line, and whether it is what was changed in it. */
export interface LinePiece {
  text: string;
  changed: boolean;
}

/** Longer lines are shown in part: a page cannot hold megabytes in one line. In characters. */
const longest = 2000;
/** What of a long line stands before the first difference. */
const lead = 200;
/** Words are compared up to this length. */
const comparable = 1500;

function sharedStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length += 1;
  return length;
}

/** The part of a long line around where it begins to differ from another. */
function part(line: string, base: string | null): LinePiece[] {
  const from = Math.max(0, (base === null ? 0 : sharedStart(line, base)) - lead);
  const to = Math.min(line.length, from + longest);
  const hidden = (count: number) => (count > 0 ? `… ${count.toLocaleString('en')} characters …` : '');
  return [hidden(from), line.slice(from, to), hidden(line.length - to)]
    .filter((text) => text !== '')
    .map((text) => ({ text, changed: false }));
}

/** A line as it is shown beside the one it took the place of: which of its words are new. */
export function shownLine(line: string, base: string | null): LinePiece[] {
  if (line.length > longest) return part(line, base);
  if (base === null || base === line || line.length + base.length > comparable)
    return [{ text: line, changed: false }];
  const pieces = diffWordsWithSpace(base, line)
    .filter(({ removed }) => !removed)
    .map(({ value, added }) => ({ text: value, changed: added }));
  const kept = pieces.reduce((sum, { text, changed }) => sum + (changed ? 0 : text.trim().length), 0);
  // Where little is left of it, it is another line, and every word would be marked.
  return kept * 3 < line.length ? [{ text: line, changed: false }] : pieces;
}
