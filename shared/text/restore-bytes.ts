import { changedHunks } from './align-lines.ts';
import { dominantEnding, splitText, type TextLines, toModelText } from './line-endings.ts';

/** The ending that each line of the edited text had in the base; undefined for lines that are new. */
function inheritedEndings(base: TextLines, edited: readonly string[]): (string | undefined)[] {
  const found: (string | undefined)[] = new Array(edited.length).fill(undefined);
  const take = (from: number, to: number, count: number) => {
    for (let step = 0; step < count; step++) found[to + step] = base.endings[from + step];
  };
  let at = { base: 0, edited: 0 };
  for (const hunk of changedHunks(base.lines, edited)) {
    take(at.base, at.edited, hunk.base.start - at.base);
    const replaced = Math.min(hunk.base.end - hunk.base.start, hunk.edited.end - hunk.edited.start);
    take(hunk.base.start, hunk.edited.start, replaced);
    at = { base: hunk.base.end, edited: hunk.edited.end };
  }
  take(at.base, at.edited, base.lines.length - at.base);
  return found;
}

/** Ends each line: with what it had, else as the line before it (or after it, at the start), else as most lines. */
function joinLines(
  edited: readonly string[],
  inherited: readonly (string | undefined)[],
  most: string,
): string {
  let previous = inherited.slice(0, -1).find((one) => one) ?? most;
  let text = '';
  for (const [index, line] of edited.slice(0, -1).entries()) {
    const own = inherited[index] || previous;
    // An emptied line between the two would make one line end of them.
    const fuses = line === '' && own === '\n' && text.endsWith('\r');
    previous = fuses ? '\r' : own;
    text += line + previous;
  }
  text += edited.at(-1) ?? '';
  return text;
}

/**
 * Puts back what an editor's model does not hold: the byte order mark and the ending of every line. Lines that
 * were not touched keep theirs, an edited line keeps that of the line it takes the place of, and new lines
 * take their neighbour's. A model that equals the base gives the base exactly.
 *
 * @param base the text as stored
 * @param edited the model's text: no byte order mark, `\n` after each line
 * @param bom whether the result starts with a byte order mark; left out: as the base does
 */
export function restoreBytes(base: string, edited: string, bom = base.startsWith('\uFEFF')): string {
  const mark = bom ? '\uFEFF' : '';
  if (toModelText(base) === edited) return mark + (base.startsWith('\uFEFF') ? base.slice(1) : base);
  const split = splitText(base);
  const most = dominantEnding(split.endings);
  const uniform = split.endings.slice(0, -1).every((one) => one === most);
  if (uniform) return mark + (most === '\n' ? edited : edited.replaceAll('\n', most));
  const lines = edited.split('\n');
  return mark + joinLines(lines, inheritedEndings(split, lines), most);
}
