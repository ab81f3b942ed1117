import { type Estimate, type Sized, toRead, toSend } from '../meter/costs.ts';

/**
 * Besides its pieces: what it carries and its tags are asked for; it is looked at, deleted, and looked at again, and in a
 * bucket that keeps versions it is asked what was before.
 */
const perDeleted = 6;

/** It is looked at, written and looked at again, and in a bucket that keeps versions it is asked what was before. */
const perRestored = 4;

/** What a deletion takes in a bucket, which has no way to delete many files each in the version that was kept. */
export function deletionCost(what: string, files: readonly Sized[]): Estimate {
  return {
    what: `To delete ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    requests: toRead(files) + perDeleted * files.length,
    why: `Each of its ${files.length.toLocaleString('en')} files is read, kept and deleted by itself, so that it can be brought back.`,
  };
}

/** What bringing back takes in a bucket. */
export function undoCost(files: readonly Sized[]): Estimate {
  return {
    what: 'To bring this back',
    requests: toSend(files) + perRestored * files.length,
    why: `Each of its ${files.length.toLocaleString('en')} files is written by itself.`,
  };
}
