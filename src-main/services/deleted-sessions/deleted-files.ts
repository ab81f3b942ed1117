import { compareKeys } from '#shared/format/keys.ts';
import type { PastFile } from '#shared/model/past-session.ts';
import type { PastState } from '#storage/backend.ts';

/** In milliseconds: deletes that follow each other within it are one stroke, as those of a whole session are. */
const stroke = 60_000;

/** The files among these states that are deleted now and of which any state with bytes is kept, in key order. */
export function deletedFiles(states: readonly PastState[]): PastFile[] {
  const files = [...Map.groupBy(states, ({ key }) => key).values()].flatMap(deletedFile);
  const since = lastStroke(files.map(({ deletedAt }) => deletedAt));
  return files
    .map((file) => ({ ...file, last: file.deletedAt >= since }))
    .sort((a, b) => compareKeys(a.key, b.key));
}

/** How many files are there. */
export function livingFiles(states: readonly PastState[]): number {
  const living = states.filter(({ isLatest, version }) => isLatest && version !== null);
  // Some servers begin a page with what the one before it has ended with.
  return new Set(living.map(({ key }) => key)).size;
}

function deletedFile(states: readonly PastState[]): Omit<PastFile, 'last'>[] {
  const gone = states.find(({ isLatest, version }) => isLatest && version === null);
  const [newest] = states
    .filter(({ version }) => version !== null)
    .sort((a, b) => b.modifiedAt - a.modifiedAt);
  if (!gone || !newest) return [];
  const { key, id, size, modifiedAt } = newest;
  return [{ key, id, size: size ?? 0, modifiedAt, deletedAt: gone.modifiedAt }];
}

/** When the last run of deletes began. */
function lastStroke(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => b - a);
  let since = sorted[0] ?? 0;
  for (const time of sorted) {
    if (since - time > stroke) break;
    since = time;
  }
  return since;
}
