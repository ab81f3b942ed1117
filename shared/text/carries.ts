import { changedHunks, type Hunk, type Span } from './align-lines.ts';

/** Texts that differ in more lines are not looked at any closer: that takes too long, and the answer is rarely yes. */
const maxChanges = 500;

/**
 * Whether a text still holds an edit that somebody else made to another text: every line that the edit added is
 * there, in order, and no line that it took away has come back to its place. An agent that appends to a scratch
 * carries an edit further up; one that writes a summary anew does not. False where the edit changed no line.
 *
 * @param base what was edited; empty where there was no file
 * @param mine what the edit made of it
 * @param theirs the text in question
 */
export function carries(base: string, mine: string, theirs: string): boolean {
  const before = linesOf(base);
  const edited = linesOf(mine);
  const now = linesOf(theirs);
  const edits = changedHunks(before, edited, maxChanges);
  const since = changedHunks(edited, now, maxChanges);
  return edits.length > 0 && edits.every((edit) => since.every((change) => !undoes(change, edit)));

  function undoes(change: Hunk, edit: Hunk): boolean {
    if (overlap(change.base, edit.edited)) return true;
    if (change.base.end < edit.edited.start || change.base.start > edit.edited.end) return false;
    const taken = new Set(before.slice(edit.base.start, edit.base.end).filter((line) => line.trim() !== ''));
    return now.slice(change.edited.start, change.edited.end).some((line) => taken.has(line));
  }
}

/** Without the empty piece after the last line's end, which stands for no line. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether they have a line in common; an empty span has none. */
function overlap(a: Span, b: Span): boolean {
  return Math.max(a.start, b.start) < Math.min(a.end, b.end);
}
