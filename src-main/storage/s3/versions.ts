import { isMadeUp, madeUpMark } from '../backend.ts';

/** The id of an object in a bucket that keeps no versions: it names whatever is there. */
export const unversioned = 'null';

/** What an answer tells about an object. */
export interface ObjectFacts {
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
  readonly ContentLength?: number | undefined;
  readonly Size?: number | undefined;
  /** In a bucket that keeps versions. */
  readonly VersionId?: string | undefined;
}

/**
 * The version of an object: its ETag without quotes, which servers put or leave out as they please. It is
 * opaque, not always an MD5. Where a server gives none, time and size stand in, marked so that they are
 * never sent as an ETag.
 */
export function versionOf(facts: ObjectFacts): string {
  const etag = bareEtag(facts.ETag);
  return etag === '' ? `${madeUpMark}${modifiedAt(facts)}-${sizeOf(facts)}` : etag;
}

/** The ETag to send for a version; null for one that was made up. */
export function etagOf(version: string): string | null {
  return isMadeUp(version) ? null : version;
}

/** Milliseconds since the epoch, cut to the second as `Last-Modified` has it, though listings may say more. */
export function modifiedAt(facts: ObjectFacts): number {
  return Math.floor((facts.LastModified?.getTime() ?? 0) / 1000) * 1000;
}

/** In bytes. */
export function sizeOf(facts: ObjectFacts): number {
  return facts.ContentLength ?? facts.Size ?? 0;
}

/** The ETag without its quotes. */
export function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replace(/^"|"$/g, '');
}
