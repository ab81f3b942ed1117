import type { Passed } from './fault-proxy.ts';
import type { Change } from './journal.ts';
import { isChange } from './requests.ts';

/** How often the SDK tries one request at most. */
const attempts = 3;
/** How often a change is sent at most, each time with those tries: while writers race, or until its form is known. */
const sends = 5;

/** Requests by what they are for. */
const [look, read, tags, change, listing] = [1, 1, 1, 1, 1];
/** Of a file above 8 MB: the ranges in which it is read, and the requests that send its parts. */
const [ranges, parts] = [3, 3];

/** Keeps what is there, where that may be too large to be read at once. */
const copying = read + ranges + tags;
/** Reads a version of the bucket, once its size is known. */
const past = listing + read + ranges;
/** Besides the change: a look before and one after, and whether somebody came between. */
const guarded = look + change + listing + look;
const opening = look + read;
/** Keeps what is there, with what it carries. */
const keeping = read + tags;
/** Copies a file, whatever its size, and deletes it in that version. */
const deleting = look + ranges + look + tags + look + change + listing;

/** Requests of each kind of operation where all goes well, at most. `changes`: how many files it changes. */
const kinds = {
  save: { requests: opening + keeping + guarded, changes: 1 },
  'save over somebody else’s': { requests: opening + keeping + guarded + opening, changes: 1 },
  'save a draft': { requests: opening + keeping + guarded, changes: 1 },
  'discard a draft': { requests: opening, changes: 0 },
  create: { requests: guarded, changes: 1 },
  delete: { requests: deleting, changes: 1 },
  'delete and undo': { requests: deleting + parts + guarded, changes: 2 },
  'delete a session': { requests: listing + 4 * deleting, changes: 4 },
  restore: {
    requests: listing + opening + past + past + copying + parts + look + guarded,
    changes: 1,
  },
  upload: { requests: look + copying + guarded, changes: 1 },
  'upload in parts': { requests: look + copying + parts + look + guarded, changes: 1 },
  rename: { requests: look + read + ranges + parts + look + guarded + read + deleting, changes: 2 },
  'create a session': { requests: listing + look + guarded + read, changes: 1 },
  'set a status': { requests: read + keeping + guarded + read, changes: 1 },
  'create a node': { requests: guarded, changes: 1 },
  open: { requests: look + ranges, changes: 0 },
  'look at the history': { requests: listing + past, changes: 0 },
  list: { requests: listing, changes: 0 },
} as const;

export type Kind = keyof typeof kinds;

/** What a request costs that fails: another try, and a look whether there is anything. */
const failed = read + look;
/** What a change costs that fails: it is looked for what became of it, looked whether to go on, and sent again. */
const failedChange = read + look + look + change;
/** Parts that could not be put together are removed, it is looked whether they are gone, and they are sent anew. */
const sendingAnew = change + listing + parts + look;

/** What there was too much of; null where there was not. */
export function tooMany(kind: Kind, passed: readonly Passed[], made: readonly Change[]): string | null {
  const { requests, changes } = kinds[kind];
  const tries = Map.groupBy(passed, ({ invocation }) => invocation);
  const most = Math.max(0, ...[...tries.values()].map(({ length }) => length));
  if (most > attempts) return `a request was tried ${most} times`;
  const intrusions = made.filter(({ by }) => by === 'them').length;
  // Whoever finds that somebody else was there may do it all again, and takes back what he did.
  const again = 1 + intrusions;
  const sent = [...tries.values()].filter(([one]) => one && isChange(one.name)).length;
  const maySend = changes * sends * again + intrusions;
  if (sent > maySend) return `${sent} changes were sent, and at most ${maySend} may be`;
  const spent = [...tries.values()].reduce((sum, same) => sum + failuresOf(same), 0);
  const anew = [...tries.values()].filter(
    ([one]) => one?.status !== 200 && one?.name.startsWith('POST '),
  ).length;
  const may = requests * again + spent + sendingAnew * anew;
  return passed.length > may ? `${passed.length} requests, and at most ${may} may be` : null;
}

/** What the failures of a request may cost. Who tried again has seen one. */
function failuresOf(tries: readonly Passed[]): number {
  const failures = Math.max(tries.filter(isFailed).length, tries.length - 1);
  return failures * (tries[0] && isChange(tries[0].name) ? failedChange : failed);
}

/** Whether nothing came of a request, or not what was hoped for. */
function isFailed({ name, fate, isMissed, status }: Passed): boolean {
  return fate.kind !== 'pass' || isMissed || (isChange(name) && status !== null && status >= 400);
}
