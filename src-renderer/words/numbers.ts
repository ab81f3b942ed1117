const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size for people: `595 B`, `3.1 KB`, `182 KB`, `1.7 MB`, in steps of 1,024. Negative: unknown, a dash. */
export function formatBytes(bytes: number): string {
  if (bytes < 0) return '–';
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const text =
    unit === 0 || value >= 99.5 ? Math.round(value).toString() : value.toFixed(value < 9.95 ? 1 : 0);
  return `${text} ${units[unit]}`;
}

/** A count with its noun: `1 file`, `1,400 files`. The plural is given where it is not the singular and an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** A count alone: `1,400`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}
