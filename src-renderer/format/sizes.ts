/** A size in words: `595 B`, `1.2 KB`, `48 KB`. A size that is not known (below 0) is a dash. */
export function formatBytes(bytes: number): string {
  if (bytes < 0) return '–';
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1024;
  let unit = 0;
  // 1023.5 would be written as 1024.
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A number with its thousands apart: `13,289`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** A count with its noun: `1 node`, `2 nodes`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
