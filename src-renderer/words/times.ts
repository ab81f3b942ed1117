const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exactClock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayWithYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

function date(time: number, now: number): string {
  const that = new Date(time);
  return (that.getFullYear() === new Date(now).getFullYear() ? dayOfYear : dayWithYear).format(that);
}

/** An age for narrow columns: `20s`, `5m`, `3h`, `6d`, then the date. Times are milliseconds since the epoch. */
export function formatAge(time: number, now = Date.now()): string {
  const age = Math.max(0, now - time);
  if (age < minute) return `${Math.floor(age / 1000)}s`;
  if (age < hour) return `${Math.floor(age / minute)}m`;
  if (age < day) return `${Math.floor(age / hour)}h`;
  if (age < 7 * day) return `${Math.floor(age / day)}d`;
  return date(time, now);
}

/** A time within a sentence or a wide column: `Just now`, `2 min ago`, `Today 14:28`, `Yesterday 23:00`, `29 Jan`. */
export function formatWhen(time: number, now = Date.now()): string {
  const age = now - time;
  if (age < minute) return 'Just now';
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  if (sameDay(new Date(time), new Date(now))) return `Today ${clock.format(time)}`;
  if (sameDay(new Date(time + day), new Date(now))) return `Yesterday ${clock.format(time)}`;
  return date(time, now);
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });

/** A day as a heading: `Today`, `Yesterday`, `Thu 29 Jan`, and with its year where that is another. */
export function formatDay(time: number, now = Date.now()): string {
  const that = new Date(time);
  if (sameDay(that, new Date(now))) return 'Today';
  if (sameDay(new Date(time + day), new Date(now))) return 'Yesterday';
  return `${weekday.format(that)} ${date(time, now)}`;
}

/** A time in a narrow column: `15:41` today, else the day: `29 Jan`. */
export function formatMoment(time: number, now = Date.now()): string {
  return sameDay(new Date(time), new Date(now)) ? clock.format(time) : dayOfYear.format(time);
}

/** Hours and minutes: `15:41`. */
export function formatClock(time: number): string {
  return clock.format(time);
}

/** With seconds: `15:36:12`. */
export function formatSeconds(time: number): string {
  return exactClock.format(time);
}

/** The whole of it, for tooltips and facts: `1 Feb 2026, 14:28:00`. */
export function formatExact(time: number): string {
  const seconds = new Date(time).getSeconds().toString().padStart(2, '0');
  return `${dayWithYear.format(time)}, ${clock.format(time)}:${seconds}`;
}
