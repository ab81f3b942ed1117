import type { Estimate } from '../meter/costs.ts';

/** A copy is read in pieces of so many bytes. */
const pieceBytes = 4 * 1024 * 1024;

/** Besides its pieces: what it carries and its tags are asked for; it is looked at, deleted, and looked at again. */
const perDeleted = 5;

/** It is looked at, written and looked at again. */
const perRestored = 3;

interface Sized {
  readonly size: number;
}

/** What a deletion takes in a bucket, which has no way to delete many files each in the version that was kept. */
export function deletionCost(what: string, files: readonly Sized[]): Estimate {
  const pieces = files.reduce((sum, { size }) => sum + Math.max(1, Math.ceil(size / pieceBytes)), 0);
  return {
    what: `To delete ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    requests: pieces + perDeleted * files.length,
    why: `Each of its ${files.length.toLocaleString('en')} files is read, kept and deleted by itself, so that it can be brought back.`,
  };
}

/** What bringing back takes in a bucket. */
export function undoCost(files: readonly Sized[]): Estimate {
  return {
    what: 'To bring this back',
    requests: perRestored * files.length,
    why: `Each of its ${files.length.toLocaleString('en')} files is written by itself.`,
  };
}
