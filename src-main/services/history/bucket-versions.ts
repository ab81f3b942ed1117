import type { Version } from '#shared/model/history.ts';
import type { ByteSource, CallOptions, PastVersion, ReadableBackend, ReadResult } from '#storage/backend.ts';
import { pieceBytes } from '../content/read-pieces.ts';

/** In milliseconds: how far apart two clocks may tell the time of one write, and of one deletion. */
const apart = { write: 5000, deletion: 300_000 };

const prefix = 'bucket:';

/** A version of a timeline, and the one that the bucket keeps of it, if it does. */
export interface MergedVersion {
  readonly version: Version;
  readonly past: PastVersion | null;
}

/**
 * The versions of the app's home and those of the bucket as one timeline: what both know is one. Each list is in
 * order, newest first, and so is the outcome.
 */
export function mergeVersions(home: readonly Version[], bucket: readonly PastVersion[]): MergedVersion[] {
  const partners = pair(home, bucket);
  const following = followingOf(partners, home.length);
  const merged: MergedVersion[] = [];
  let at = 0;
  const takeUntil = (end: number) => {
    for (; at < end; at++) merged.push({ version: home[at] as Version, past: null });
  };
  for (const [index, past] of bucket.entries()) {
    const partner = partners[index];
    if (partner !== undefined) {
      takeUntil(partner);
      merged.push({ version: alsoInBucket(home[partner] as Version), past });
      at = partner + 1;
    } else {
      const next = following[index] ?? home.length;
      while (at < next && (home[at]?.at ?? 0) > past.modifiedAt) takeUntil(at + 1);
      merged.push({ version: onlyInBucket(past), past });
    }
  }
  takeUntil(home.length);
  return merged;
}

/** The id that the bucket has for a version of a timeline; null for one of the app's home. */
export function bucketIdOf(id: string): string | null {
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}

/** The facts of a version that the bucket keeps. Rejects `NOT_FOUND`. */
export async function factsOfPast(
  backend: ReadableBackend,
  key: string,
  id: string,
  options: CallOptions,
): Promise<Version> {
  const read = await readPast(backend, key, id, { ...options, range: { start: 0, end: 0 } });
  return onlyInBucket({ id, ...read });
}

/** The bytes of a version that the bucket keeps, from `start` to `end`, both included. */
export async function* piecesOfPast(
  backend: ReadableBackend,
  key: string,
  id: string,
  { start, end, ...options }: CallOptions & { start: number; end: number },
): ByteSource {
  for (let at = start; at <= end; ) {
    const range = { start: at, end: Math.min(end, at + pieceBytes - 1) };
    const { bytes } = await readPast(backend, key, id, { ...options, range });
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
}

function readPast(
  backend: ReadableBackend,
  key: string,
  id: string,
  options: CallOptions & { range: { start: number; end: number } },
): Promise<ReadResult> {
  if (!backend.readPast) throw new Error('This backend keeps no versions.');
  return backend.readPast(key, id, options);
}

/** For each version of the bucket the place of the same in the app's home, if it is there. */
function pair(home: readonly Version[], bucket: readonly PastVersion[]): (number | undefined)[] {
  const byToken = Map.groupBy(home.entries(), ([, { size, version }]) => (size === null ? null : version));
  let from = 0;
  return bucket.map((past) => {
    const candidates = byToken.get(past.version) ?? [];
    const found = candidates.find(([at, version]) => at >= from && isSame(version, past))?.[0];
    if (found === undefined) return undefined;
    from = found + 1;
    return found;
  });
}

/** For each version of the bucket the partner of the next that has one; `end` where none has. */
function followingOf(partners: readonly (number | undefined)[], end: number): number[] {
  let next = end;
  const backwards = partners.toReversed().map((partner) => {
    const following = next;
    next = partner ?? next;
    return following;
  });
  return backwards.reverse();
}

function isSame(version: Version, past: PastVersion): boolean {
  // What was given up was never in the bucket.
  if (version.reason === 'draft') return false;
  const distance = Math.abs(version.at - past.modifiedAt);
  if (past.version === null) return version.size === null && distance <= apart.deletion;
  return version.version === past.version && distance <= apart.write;
}

function alsoInBucket(version: Version): Version {
  return version.kept === 'no' && version.size !== null ? { ...version, kept: 'bucket' } : version;
}

function onlyInBucket({ id, version, size, modifiedAt }: PastVersion): Version {
  const gone = version === null;
  return {
    id: prefix + id,
    reason: gone ? 'gone' : 'found',
    at: modifiedAt,
    size,
    hash: null,
    version,
    kept: gone ? 'no' : 'bucket',
  };
}
