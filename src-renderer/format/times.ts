const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium' });

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

/** As short as a column needs: `15:34` today, `25 Jan` this year, `25 Jan 2025` before. Times are in ms. */
export function shortTime(time: number, now = Date.now()): string {
  const date = new Date(time);
  const today = new Date(now);
  if (sameDay(date, today)) return clock.format(date);
  return (date.getFullYear() === today.getFullYear() ? day : dayAndYear).format(date);
}

/** For a fact: `Today 14:28`, `1 Feb, 14:28`, `1 Feb 2025, 14:28`. */
export function dayAndTime(time: number, now = Date.now()): string {
  const date = new Date(time);
  if (sameDay(date, new Date(now))) return `Today ${clock.format(date)}`;
  return `${shortTime(time, now)}, ${clock.format(date)}`;
}

/** For a tooltip: `1 February 2026 at 14:28:00`. */
export function fullTime(time: number): string {
  return full.format(new Date(time));
}
