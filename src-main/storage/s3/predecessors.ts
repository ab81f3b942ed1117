import {
  type DeleteMarkerEntry,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { StoreError } from '#shared/errors.ts';
import { maxEditableBytes } from '#shared/model/document.ts';
import type { DisplacedFile } from '#shared/model/guarantee.ts';
import { type DisplacedListener, isMadeUp, type Precondition } from '../backend.ts';
import { conflict } from '../failures.ts';
import { isLost, settlingTime, statusOf, Unsettled } from './errors.ts';
import { listedKey } from './keys.ts';
import { getObject, headObject, type Target } from './reading.ts';
import { mayBeDoneBefore } from './sending.ts';
import { within } from './until.ts';
import { versionOf } from './versions.ts';

/** What an object was before a change of ours. */
interface Predecessor {
  readonly id: string;
  /** Null where it was deleted. */
  readonly version: string | null;
}

/** A change of ours, as the server answered it. */
export interface OwnChange {
  /** The version that it made; absent where the bucket keeps none. */
  readonly id: string | undefined;
  /** Token of what was written; null for a deletion. */
  readonly version: string | null;
  /** Whether the id comes from the answer to the change itself: only such a version is surely ours. */
  readonly isAnswered: boolean;
  /** Whether a deletion was sent more than once: an earlier try may have made a delete marker, too. */
  readonly isRepeated?: boolean;
}

/**
 * Whether somebody came between our look and our change: `nobody` did; somebody did, and what they wrote was
 * displaced by ours, which stands; `unknown` where the bucket keeps no versions, or may not be asked.
 */
export type Between = 'nobody' | 'unknown' | DisplacedFile;

/**
 * Looks, in a bucket that keeps versions, what a change took the place of. Where a server checks no conditions, this
 * tells whether somebody came between our look and our change.
 */
export class Predecessors {
  /** Keeps the texts of those who came between, where our change cannot be taken back. */
  listener: DisplacedListener | null = null;
  readonly #client: S3Client;
  #mayList = true;

  constructor(client: S3Client) {
    this.#client = client;
  }

  /**
   * Takes a change back whose condition did not hold, and rejects with `CONFLICT`. Where it may not be taken back, or
   * is not surely ours, it stands. What it took the place of is handed out, unless it is there again. `onStale` is
   * called as soon as it is clear that the change should not have gone through. Rejects with `Unsettled` where an
   * earlier try of it may have been carried out, which nobody takes back.
   */
  async check(
    target: Target,
    own: OwnChange,
    condition: Precondition,
    { signal, onStale }: { signal: AbortSignal; onStale: () => unknown },
  ): Promise<Between> {
    const { ifVersion } = condition;
    const conditional = ifVersion !== undefined || condition.ifAbsent;
    const { id } = own;
    if (!conditional || id === undefined || id === 'null' || !this.#mayList) return 'unknown';
    const last = await this.#before(target, id, signal);
    const marker = last !== 'unknown' && isOwnMarker(last, own) ? last : null;
    // What counts is what that took the place of.
    const before = marker ? await this.#before(target, marker.id, signal) : last;
    if (before === 'unknown') return before;
    // A version made up of time and size tells nothing of an ETag.
    const known = before?.version ?? null;
    if (ifVersion !== undefined && known !== null && isMadeUp(ifVersion) !== isMadeUp(known))
      return 'unknown';
    if (isAsAsked(condition, before)) return 'nobody';
    // An earlier try of the same change, whose answer got lost.
    if (before && before.version !== null && before.version === own.version) return 'unknown';
    const isRepeated = mayBeDoneBefore();
    const isSurelyOurs = own.isAnswered && marker === null;
    if (isSurelyOurs) onStale();
    const isTakenBack = isSurelyOurs && (await this.#takeBack(target, id, signal));
    const now = await headObject(this.#client, target, signal).catch(() => 'unseen' as const);
    // Where somebody has come since, it is not there again.
    const isThere = now !== 'unseen' && now?.VersionId === before?.id;
    const displaced = await this.#handOut(target, before, isThere, signal);
    if (isTakenBack === 'unknown' || (isTakenBack && now === 'unseen')) throw maybeTakenBack(target.key);
    if (isTakenBack && now !== 'unseen') {
      const refusal = conflict(target.key, condition, now && versionOf(now));
      throw isRepeated ? new Unsettled(refusal) : refusal;
    }
    return displaced;
  }

  /** Null where there was nothing. */
  async #before(
    { Bucket, Key }: Target,
    id: string,
    abortSignal: AbortSignal,
  ): Promise<Predecessor | null | 'unknown'> {
    const list = { Bucket, Prefix: Key, KeyMarker: Key, VersionIdMarker: id };
    // Some servers begin with the very one that the list is to begin behind.
    for (const MaxKeys of [1, 2]) {
      const request = new ListObjectVersionsCommand({ ...list, MaxKeys, EncodingType: 'url' });
      const page = await this.#client.send(request, { abortSignal }).catch((error: unknown) => {
        this.#mayList = statusOf(error) >= 500 && statusOf(error) !== 501;
        return refusedAs('unknown' as const)(error);
      });
      if (page === 'unknown') return page;
      const { Versions = [], DeleteMarkers = [], EncodingType } = page;
      const listed = [...Versions, ...DeleteMarkers];
      const isBehind = ({ Key: name = '', VersionId }: DeleteMarkerEntry) =>
        VersionId !== id && listedKey(name, EncodingType) === Key;
      const version = Versions.find(isBehind);
      if (version?.VersionId !== undefined) return { id: version.VersionId, version: versionOf(version) };
      const marker = DeleteMarkers.find(isBehind);
      if (marker?.VersionId !== undefined) return { id: marker.VersionId, version: null };
      if (!listed.some(({ VersionId }) => VersionId === id)) return null;
    }
    return null;
  }

  /** What it took the place of is there again, or what has come since stays. Never rejects. */
  async #takeBack(target: Target, VersionId: string, abortSignal: AbortSignal): Promise<boolean | 'unknown'> {
    const { Bucket, Key } = target;
    const request = new DeleteObjectCommand({ Bucket, Key, VersionId });
    try {
      await this.#client.send(request, { abortSignal });
      return true;
    } catch (error) {
      const status = statusOf(error);
      const isRefused = !isLost(error) && status > 0;
      if (isRefused && status !== 404) return false;
    }
    // It may have been done all the same.
    try {
      return (await headObject(this.#client, { ...target, VersionId }, abortSignal)) === null;
    } catch (error) {
      // A delete marker is there, and cannot be looked at.
      return statusOf(error) === 405 ? false : 'unknown';
    }
  }

  /** Whoever keeps it or not, the bucket does. A file that is no text to edit is left to it. Never rejects. */
  async #handOut(
    target: Target,
    before: Predecessor | null,
    isThere: boolean,
    signal: AbortSignal,
  ): Promise<DisplacedFile> {
    if (before === null || before.version === null) return { keptBy: 'nobody', version: null };
    const { listener } = this;
    const { id: version } = before;
    if (isThere || listener === null) return { keptBy: 'bucket', version };
    try {
      const past = { ...target, VersionId: version };
      const { bytes, modifiedAt } = await within(settlingTime, signal, (until) =>
        getObject(this.#client, past, { maxBytes: maxEditableBytes }, until.signal, until),
      );
      await listener({ key: target.key, bytes, modifiedAt });
      return { keptBy: 'history', version };
    } catch {
      return { keptBy: 'bucket', version };
    }
  }
}

/** What is there now could not be seen. */
function maybeTakenBack(key: string): StoreError {
  const message = `“${key}” was changed by somebody else in the meantime. What this did was to be undone, and it could not be found out whether it was.`;
  return new StoreError('CONFLICT', message, { where: key, mayBeDone: true });
}

function isAsAsked({ ifVersion, ifAbsent }: Precondition, before: Predecessor | null): boolean {
  const version = before?.version ?? null;
  return ifAbsent ? version === null : ifVersion === version;
}

/** Whether it may be the marker of an earlier try of the same deletion; nobody can tell whose it is. */
function isOwnMarker(before: Predecessor | null, { version, isRepeated }: OwnChange): before is Predecessor {
  return before?.version === null && version === null && isRepeated === true;
}

/** For a `catch`: an answer in the place of a refusal by the server. */
function refusedAs<T>(answer: T): (error: unknown) => T {
  return (error) => {
    if (statusOf(error) >= 400 && statusOf(error) !== 503) return answer;
    throw error;
  };
}
