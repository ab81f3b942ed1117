/** Milliseconds to wait before the next attempt to connect, after so many that failed: 0.1 s doubling to 5 s. */
export function nextDelay(failures: number): number {
  return Math.min(5000, 100 * 2 ** Math.min(failures, 10));
}
