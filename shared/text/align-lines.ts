import { diffArrays } from 'diff';

/** Lines `start` up to, but without, `end`. */
export interface Span {
  start: number;
  end: number;
}

/** Lines of the one text that stand where other lines stand in the other. Either span may be empty. */
export interface Hunk {
  base: Span;
  edited: Span;
}

/** See `changedHunks`. */
const defaultMaxChanges = 4000;

function commonPrefix<T>(a: readonly T[], b: readonly T[]): number {
  const limit = Math.min(a.length, b.length);
  let count = 0;
  while (count < limit && a[count] === b[count]) count++;
  return count;
}

function commonSuffix<T>(a: readonly T[], b: readonly T[], prefix: number): number {
  const limit = Math.min(a.length, b.length) - prefix;
  let count = 0;
  while (count < limit && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

/**
 * Where two texts differ, by lines (or what stands for them), in order. Everything between two hunks is the same in both. Beyond
 * `maxChanges` changed lines they count as different from the first change to the last.
 */
export function changedHunks<T>(
  base: readonly T[],
  edited: readonly T[],
  maxChanges = defaultMaxChanges,
): Hunk[] {
  const prefix = commonPrefix(base, edited);
  const suffix = commonSuffix(base, edited, prefix);
  const baseEnd = base.length - suffix;
  const editedEnd = edited.length - suffix;
  const whole = { base: { start: prefix, end: baseEnd }, edited: { start: prefix, end: editedEnd } };
  if (prefix === baseEnd && prefix === editedEnd) return [];
  if (prefix === baseEnd || prefix === editedEnd) return [whole];
  const changes = diffArrays([...base.slice(prefix, baseEnd)], [...edited.slice(prefix, editedEnd)], {
    maxEditLength: maxChanges,
  });
  if (!changes) return [whole];
  const hunks: Hunk[] = [];
  let open: Hunk | null = null;
  let at = { base: prefix, edited: prefix };
  for (const { added, removed, count } of changes) {
    const next = { base: at.base + (added ? 0 : count), edited: at.edited + (removed ? 0 : count) };
    if (!added && !removed) open = null;
    else if (open) {
      open.base.end = next.base;
      open.edited.end = next.edited;
    } else {
      open = { base: { start: at.base, end: next.base }, edited: { start: at.edited, end: next.edited } };
      hunks.push(open);
    }
    at = next;
  }
  return hunks;
}
