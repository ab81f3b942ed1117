import { type DeleteMarkerEntry, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PastVersion } from '../backend.ts';
import { listedKey } from './keys.ts';
import { nextPlace } from './next-page.ts';
import type { Target } from './reading.ts';
import { modifiedAt, sizeOf, unversioned, versionOf } from './versions.ts';

/** At most so many are told of one object. */
const maxVersions = 10_000;

interface Found extends PastVersion {
  readonly isLatest: boolean;
  /** As the server tells the time, with more than whole seconds where it does. */
  readonly exactly: number;
}

/** The versions and delete markers that a bucket keeps of an object, newest first; none where it keeps none. */
export async function pastVersions(
  client: S3Client,
  { Bucket, Key, uri }: Target,
  abortSignal: AbortSignal,
): Promise<PastVersion[]> {
  // Some servers begin a page with what the one before it has ended with.
  const byId = new Map<string, Found>();
  let marker: string | null = null;
  for (;;) {
    const request = { Bucket, Prefix: Key, EncodingType: 'url' } as const;
    const from: { KeyMarker?: string; VersionIdMarker?: string } =
      marker === null ? {} : { KeyMarker: Key, VersionIdMarker: marker };
    const page = await client.send(new ListObjectVersionsCommand({ ...request, ...from }), { abortSignal });
    const isKey = ({ Key: name = '' }) => listedKey(name, page.EncodingType) === Key;
    for (const version of page.Versions ?? []) {
      if (!isKey(version)) continue;
      const place = placeOf(version);
      byId.set(place.id, { ...place, version: versionOf(version), size: sizeOf(version) });
    }
    for (const deleted of page.DeleteMarkers ?? []) {
      if (!isKey(deleted)) continue;
      const place = placeOf(deleted);
      byId.set(place.id, { ...place, version: null, size: null });
    }
    // The key itself comes first of all that begin with it.
    const next =
      page.IsTruncated && isKey({ Key: page.NextKeyMarker }) ? page.NextVersionIdMarker : undefined;
    if (next === undefined || byId.size >= maxVersions) break;
    marker = nextPlace(`the versions of ${uri}`, marker, next);
  }
  const found = [...byId.values()];
  if (found.every(({ id }) => id === unversioned)) return [];
  // Versions and markers come in two lists, each in order.
  return found
    .sort((a, b) => Number(b.isLatest) - Number(a.isLatest) || b.exactly - a.exactly)
    .map(({ isLatest: _, exactly: __, ...past }) => past);
}

function placeOf(state: DeleteMarkerEntry) {
  return {
    id: state.VersionId ?? unversioned,
    isLatest: state.IsLatest ?? false,
    modifiedAt: modifiedAt(state),
    exactly: state.LastModified?.getTime() ?? 0,
  };
}
