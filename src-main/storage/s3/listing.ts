import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { Entry, LevelPage, ListBatch, ListingProblem } from '../backend.ts';
import { type KeySpace, listedKey } from './keys.ts';
import { nextPlace } from './next-page.ts';
import { modifiedAt, sizeOf, versionOf } from './versions.ts';

/** One LIST request. */
export interface ListRequest {
  readonly bucket: string;
  /** What the bucket's keys must start with. */
  readonly prefix: string;
  readonly cursor: string | null;
  readonly limit?: number;
}

export interface FlatPage extends ListBatch {
  /** Of the next page; null after the last. */
  readonly cursor: string | null;
}

interface Page extends FlatPage {
  readonly folders: readonly string[];
}

/** Most that a page of a listing holds. */
const maxPage = 1000;

/** One level of a folder whose keys all start with `folderPrefix`; the request's prefix may be longer. */
export async function levelPage(
  client: S3Client,
  keys: KeySpace,
  request: ListRequest,
  folderPrefix: string,
  signal: AbortSignal,
): Promise<LevelPage> {
  const page = await listPage(client, keys, request, true, signal);
  const above = folderPrefix.length - keys.base.length;
  const names = page.folders.map((folder) => folder.slice(above, -1));
  // In the root, the folder without a name is not to be told from the root itself.
  const nameless = above === 0 && names.includes('');
  const problem = { key: '/', message: 'Keys that start with “/” cannot be browsed.' };
  const whole = request.cursor === null && page.cursor === null;
  const folders = nameless ? names.filter((name) => name !== '') : names;
  return {
    folders,
    files: page.entries,
    problems: nameless ? [...page.problems, problem] : page.problems,
    cursor: page.cursor,
    totals: whole ? { folders: folders.length, files: page.entries.length } : null,
  };
}

/** A page of all that starts with a prefix. */
export async function flatPage(
  client: S3Client,
  keys: KeySpace,
  request: ListRequest,
  signal: AbortSignal,
): Promise<FlatPage> {
  return listPage(client, keys, request, false, signal);
}

async function listPage(
  client: S3Client,
  keys: KeySpace,
  request: ListRequest,
  level: boolean,
  abortSignal: AbortSignal,
): Promise<Page> {
  const { bucket, prefix, cursor, limit = maxPage } = request;
  const output = await client.send(
    new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      EncodingType: 'url',
      MaxKeys: Math.min(limit, maxPage),
      ...(level ? { Delimiter: '/' } : {}),
      ...(cursor === null ? {} : { ContinuationToken: cursor }),
    }),
    { abortSignal },
  );
  const problems: ListingProblem[] = [];
  const decode = (key = ''): string | null => {
    try {
      return keys.relative(listedKey(key, output.EncodingType));
    } catch {
      problems.push({ key, message: `The server lists a key that cannot be read: ${key}` });
      return null;
    }
  };
  const entries = (output.Contents ?? []).flatMap((object): Entry[] => {
    const key = decode(object.Key);
    // A marker of the store's own folder has no name in the store.
    if (key === null || key === '') return [];
    return [{ key, size: sizeOf(object), modifiedAt: modifiedAt(object), version: versionOf(object) }];
  });
  const folders = (output.CommonPrefixes ?? []).flatMap(({ Prefix }) => decode(Prefix) ?? []);
  return { folders, entries, problems, cursor: nextCursor(output, request, problems) };
}

/** Whether a listing ended with this before its end; what else goes wrong is of single keys. */
export function isCutShort(problem: ListingProblem): boolean {
  return problem.key === '';
}

function nextCursor(
  { IsTruncated, NextContinuationToken }: ListObjectsV2CommandOutput,
  { bucket, prefix, cursor }: ListRequest,
  problems: ListingProblem[],
): string | null {
  if (!IsTruncated) return null;
  if (NextContinuationToken !== undefined) {
    return nextPlace(`s3://${bucket}/${prefix}`, cursor, NextContinuationToken);
  }
  problems.push({ key: '', message: 'The server says that there is more, but not how to get it.' });
  return null;
}
