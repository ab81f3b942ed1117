/** A piece of a text, and what takes its place. Counted in UTF-16 units, as editors count. */
export interface TextChange {
  offset: number;
  /** How much goes. */
  length: number;
  /** What comes. */
  text: string;
}

/** How long a text of the given length is after the changes; null where one of them lies outside of it. */
export function lengthAfter(length: number, changes: readonly TextChange[]): number | null {
  let now = length;
  for (const change of changes) {
    if (change.offset + change.length > now) return null;
    now += change.text.length - change.length;
  }
  return now;
}

/** How far around a change others are expected. */
const margin = 2048;

/**
 * The text after the changes, each of which counts from what the ones before it left. Changes near each other, as
 * typing makes them, cost nothing of the text's length.
 */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let before = '';
  let near = '';
  let after = text;
  for (const { offset, length, text: added } of changes) {
    if (offset < before.length || offset + length > before.length + near.length) {
      const whole = before + near + after;
      before = whole.slice(0, Math.max(0, offset - margin));
      after = whole.slice(offset + length + margin);
      near = whole.slice(before.length, whole.length - after.length);
    }
    const at = offset - before.length;
    near = near.slice(0, at) + added + near.slice(at + length);
  }
  return before + near + after;
}

/** Up to this length a piece is typed on; what is longer was pasted. */
const longest = 4096;

/** The same in fewer changes: what is typed on becomes one, and so does what is deleted backwards. */
export function joinChanges(changes: readonly TextChange[]): TextChange[] {
  const joined: TextChange[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    if (!last || last.text.length > longest || !joins(last, change)) joined.push({ ...change });
  }
  return joined;
}

/** Takes a change into the one before it, if it touches nothing but what that one put there or stood after. */
function joins(last: TextChange, { offset, length, text }: TextChange): boolean {
  const start = offset - last.offset;
  if (start >= 0 && start + length <= last.text.length) {
    last.text = last.text.slice(0, start) + text + last.text.slice(start + length);
    return true;
  }
  if (text !== '' || offset + length !== last.offset) return false;
  last.offset = offset;
  last.length += length;
  return true;
}
