import { shownHeaders, taggingXml } from './carried.ts';
import { type Conditions, refusedCondition } from './conditions.ts';
import type { KeyedStore } from './keyed-store.ts';
import { listObjectsV2 } from './listing.ts';
import { partsXml } from './parts.ts';
import { type Outgoing, sendError } from './replies.ts';
import type { Incoming } from './requests.ts';
import type { SeenRequest } from './server.ts';
import { type KeptVersion, versioningXml } from './versions.ts';

/** Refuses a write whose condition does not hold. */
export function isRefused(
  store: KeyedStore,
  request: SeenRequest,
  conditions: Conditions,
  reply: Outgoing,
): boolean {
  const { method, bucket, key, query, headers } = request;
  const writes =
    key !== '' &&
    ((method === 'PUT' && query.partNumber === undefined) ||
      (method === 'POST' && query.uploadId !== undefined) ||
      (method === 'DELETE' && query.uploadId === undefined));
  const refused = writes
    ? refusedCondition(headers, store.find(bucket, key)?.etag ?? null, conditions)
    : null;
  if (refused) sendError(reply, method, refused.status, refused.code);
  return refused !== null;
}

/** What a bucket answers that fauxqs does not, or not as S3 does. */
export function bucketAnswer(
  store: KeyedStore,
  method: string,
  bucket: string,
  query: Record<string, string>,
): string | null {
  if (method === 'PUT' && query.versioning !== undefined) {
    store.versions.keep(bucket, presentVersions(store, bucket));
    return '';
  }
  if (method !== 'GET') return null;
  if (query['list-type'] === '2') return listObjectsV2(store, bucket, query);
  if (query.versions !== undefined) return listVersions(store, bucket, query);
  return query.versioning === undefined ? null : versioningXml(store.versions.keeps(bucket));
}

function listVersions(store: KeyedStore, bucket: string, query: Record<string, string>): string {
  return store.versions.list(bucket, presentVersions(store, bucket), query);
}

/** The objects of a bucket as versions, as they are where it keeps none. */
export function presentVersions(store: KeyedStore, bucket: string): KeptVersion[] {
  return store.sortedKeys(bucket).flatMap((key) => {
    const object = store.find(bucket, key);
    if (!object) return [];
    const { lastModified: at, etag, body: bytes } = object;
    return [{ key, id: 'null', at, etag, bytes, headers: store.headersOf(bucket, object) }];
  });
}

/** ListParts. */
export function answerParts(store: KeyedStore, id: string, reply: Outgoing): void {
  const upload = store.uploads.get(id);
  if (upload) reply.type('application/xml').send(partsXml(id, upload));
  else sendError(reply, 'GET', 404, 'NoSuchUpload');
}

/** GET, HEAD and DELETE of a version. */
export function answerVersion(
  store: KeyedStore,
  { bucket, key, id }: { bucket: string; key: string; id: string },
  request: Incoming,
  reply: Outgoing,
): void {
  if (request.method === 'DELETE') {
    store.removeVersion(bucket, key, id);
    reply.status(204).send();
  } else sendVersion(reply, store.versions.find(bucket, key, id), request);
}

function sendVersion(
  reply: Outgoing,
  version: KeptVersion | null,
  { method, headers, query }: Incoming,
): void {
  if (!version?.bytes) {
    sendError(reply, method, version ? 405 : 404, version ? 'MethodNotAllowed' : 'NoSuchVersion');
    return;
  }
  if ('tagging' in (query as object)) {
    reply.type('application/xml').send(taggingXml(version.headers));
    return;
  }
  const { bytes, at, etag, id } = version;
  const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
  const end = Math.min(Number(range?.[2] ?? bytes.length), bytes.length - 1);
  reply.headers(shownHeaders(version.headers, true));
  reply.headers({ etag, 'last-modified': at.toUTCString(), 'x-amz-version-id': id });
  if (range) reply.header('content-range', `bytes ${range[1]}-${end}/${bytes.length}`).status(206);
  if (method === 'HEAD') reply.header('content-length', String(bytes.length));
  reply.send(method === 'HEAD' ? undefined : bytes.subarray(Number(range?.[1] ?? 0), end + 1));
}
