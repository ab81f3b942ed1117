const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago a time is, as short as a row has room for: “20s”, “3h”, “6d”, “25 Jan”, “Jan 2024”. */
export function age(time: number, now: number): string {
  const passed = Math.max(0, now - time);
  if (passed < minute) return `${Math.floor(passed / second)}s`;
  if (passed < hour) return `${Math.floor(passed / minute)}m`;
  if (passed < day) return `${Math.floor(passed / hour)}h`;
  if (passed < 14 * day) return `${Math.floor(passed / day)}d`;
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(
    'en-GB',
    sameYear ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' },
  );
}

/** Bytes in the largest unit that leaves a number above 1: “603 B”, “3.1 KB”, “60 MB”. */
export function bytes(size: number): string {
  if (size < 0) return '';
  if (size < 1024) return `${size} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = size / 1024;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A count with separators: “48,000”. */
export function count(value: number): string {
  return value.toLocaleString('en');
}
