import type { SessionFacts } from '#shared/model/session.ts';

/** How sessions are ordered: as the store lists them, or by age once all facts are known. */
export type Sort = 'store' | 'newest' | 'newest-by-day' | 'oldest';

/** A heading before the session at a place. */
export interface Heading {
  place: number;
  label: string;
}

/** Places to indexes of `ids`; null stands for the store's own order. */
export type Order = Int32Array | null;

/** A session whose facts are not read yet has just come. */
function timeOf(facts: SessionFacts | undefined, unread: number): number | null {
  return facts ? facts.time : unread;
}

/** Orders sessions by age. Those without a time come last, unread ones are the newest; equals stay in store order. */
export function orderByAge(
  ids: readonly string[],
  facts: ReadonlyMap<string, SessionFacts>,
  sort: Sort,
): Order {
  if (sort === 'store') return null;
  const times = Float64Array.from(
    ids,
    (id) => timeOf(facts.get(id), Number.MAX_VALUE) ?? Number.NEGATIVE_INFINITY,
  );
  const direction = sort === 'oldest' ? 1 : -1;
  return Int32Array.from(ids.keys()).sort((a, b) => {
    const x = times[a] ?? 0;
    const y = times[b] ?? 0;
    if (x === y) return a - b;
    if (x === Number.NEGATIVE_INFINITY) return 1;
    if (y === Number.NEGATIVE_INFINITY) return -1;
    return (x - y) * direction;
  });
}

const day = 86_400_000;

function monthLabel(time: number, now: number): string {
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString('en-GB', sameYear ? { month: 'long' } : { month: 'long', year: 'numeric' });
}

/** The heading under which a time stands. */
export function dayLabel(time: number | null, now: number): string {
  if (time === null) return 'No date';
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  const today = midnight.getTime();
  if (time >= today) return 'Today';
  if (time >= today - day) return 'Yesterday';
  if (time >= today - 7 * day) return 'Previous 7 days';
  if (time >= today - 30 * day) return 'Previous 30 days';
  return monthLabel(time, now);
}

/** Headings for sessions that stand newest first. */
export function headings(
  sessions: readonly string[],
  facts: ReadonlyMap<string, SessionFacts>,
  now: number,
): Heading[] {
  const found: Heading[] = [];
  for (const [place, id] of sessions.entries()) {
    const label = dayLabel(timeOf(facts.get(id), now), now);
    if (found.at(-1)?.label !== label) found.push({ place, label });
  }
  return found;
}
