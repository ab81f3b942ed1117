import {
  type DeleteMarkerEntry,
  GetBucketVersioningCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { KeepsVersions, PastFolders, PastState, PastStates } from '../backend.ts';
import { statusOf } from './errors.ts';
import { type KeySpace, listedKey } from './keys.ts';
import { nextPlace } from './next-page.ts';
import { modifiedAt, sizeOf, unversioned, versionOf } from './versions.ts';

/** One request for what a bucket keeps of the objects whose keys start with a prefix. */
export interface PastRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly cursor: string | null;
}

/** Whether a bucket keeps what is replaced and deleted; to be told is a right of its own. */
export async function keepsVersions(
  client: S3Client,
  bucket: string,
  abortSignal: AbortSignal,
): Promise<KeepsVersions> {
  try {
    const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }), { abortSignal });
    if (Status === 'Enabled') return 'yes';
    return Status === 'Suspended' ? 'paused' : 'no';
  } catch (error) {
    // Servers that know no versions answer anything.
    if ([400, 403, 404, 405, 501].includes(statusOf(error))) return 'unknown';
    throw error;
  }
}

/** A page of the folders right below a prefix that hold anything, or of which anything is kept. */
export async function pastFolders(
  client: S3Client,
  request: PastRequest,
  folderPrefix: string,
  abortSignal: AbortSignal,
): Promise<PastFolders> {
  const page = await listVersions(client, request, true, abortSignal);
  const folders = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) =>
    listedKey(Prefix, page.EncodingType).slice(folderPrefix.length, -1),
  );
  return { folders, cursor: nextCursor(page, request) };
}

/** A page of all states of all objects whose keys start with a prefix. */
export async function pastStates(
  client: S3Client,
  keys: KeySpace,
  request: PastRequest,
  abortSignal: AbortSignal,
): Promise<PastStates> {
  const page = await listVersions(client, request, false, abortSignal);
  const placeOf = (state: DeleteMarkerEntry) => ({
    key: keys.relative(listedKey(state.Key ?? '', page.EncodingType)),
    id: state.VersionId ?? unversioned,
    isLatest: state.IsLatest ?? false,
    modifiedAt: modifiedAt(state),
  });
  const states: PastState[] = [
    ...(page.Versions ?? []).map((state) => ({
      ...placeOf(state),
      version: versionOf(state),
      size: sizeOf(state),
    })),
    ...(page.DeleteMarkers ?? []).map((state) => ({ ...placeOf(state), version: null, size: null })),
  ];
  return { states, cursor: nextCursor(page, request) };
}

function listVersions(
  client: S3Client,
  { bucket, prefix, cursor }: PastRequest,
  level: boolean,
  abortSignal: AbortSignal,
): Promise<ListObjectVersionsCommandOutput> {
  const [KeyMarker, VersionIdMarker] = cursor === null ? [] : parseCursor(cursor);
  const request = new ListObjectVersionsCommand({
    Bucket: bucket,
    Prefix: prefix,
    EncodingType: 'url',
    ...(level ? { Delimiter: '/' } : {}),
    ...(KeyMarker === undefined ? {} : { KeyMarker }),
    ...(VersionIdMarker === undefined ? {} : { VersionIdMarker }),
  });
  return client.send(request, { abortSignal });
}

/** Where the next page begins: a key, and behind a state of it, if the page ended within one. */
function nextCursor(
  page: ListObjectVersionsCommandOutput,
  { bucket, prefix, cursor }: PastRequest,
): string | null {
  if (!page.IsTruncated) return null;
  const { NextKeyMarker, NextVersionIdMarker } = page;
  const key = listedKey(NextKeyMarker ?? '', page.EncodingType);
  const next =
    key === '' ? undefined : JSON.stringify(NextVersionIdMarker ? [key, NextVersionIdMarker] : [key]);
  return nextPlace(`the versions in s3://${bucket}/${prefix}`, cursor, next);
}

function parseCursor(cursor: string): string[] {
  const parts: unknown = JSON.parse(cursor);
  return Array.isArray(parts) ? parts.filter((part) => typeof part === 'string') : [];
}
