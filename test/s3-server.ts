import { readdir, readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { join, relative, sep } from 'node:path';
import { buildApp } from 'fauxqs';
import { type Carried, carriedBy, shownHeaders, taggingXml } from './s3-server/carried.ts';
import { type Conditions, refusedCondition } from './s3-server/conditions.ts';
import { GeneratedStore } from './s3-server/generated.ts';
import type { Issued } from './s3-server/issued.ts';
import { KeyedStore, type StoredObject } from './s3-server/keyed-store.ts';
import { listObjectsV2 } from './s3-server/listing.ts';
import { type OpenUpload, partsXml } from './s3-server/parts.ts';
import { type Right, rightsFor } from './s3-server/rights.ts';
import { type Credentials, checkSignature, checkTime, type Refusal } from './s3-server/signature.ts';
import { type KeptVersion, versioningXml } from './s3-server/versions.ts';
import { errorXml } from './s3-server/xml.ts';

/** One request as it came in. */
export interface SeenRequest {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
}

/** What an object carries besides its bytes. */
export interface StoredAttributes {
  readonly contentType?: string;
  readonly metadata?: Record<string, string>;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly contentEncoding?: string;
  /** Now, if left out. */
  readonly lastModified?: Date;
  /** What else a PUT would have said, by header. */
  readonly carried?: Carried;
}

/** What a test lets the server do in place of the real thing: another answer, silence, a cut connection. */
export type Fault = Answer | 'hang' | 'cut';

export interface Answer {
  readonly status: number;
  /** Of an S3 error, with further elements of its body. */
  readonly code?: string;
  readonly extra?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of an S3 error. */
  readonly body?: string;
}

export interface S3TestServerOptions {
  /** 0: any that is free. */
  port?: number;
  accessKeyId?: string;
  secretAccessKey?: string;
  region?: string;
  /** Credentials of sign-in services that are let in besides its own. */
  issued?: Issued;
  /** False lets requests without a signature in, too. */
  signed?: boolean;
}

/**
 * An S3 server in this process, on loopback: fauxqs with conditional writes, checked signatures, exact
 * listings and faults on demand. Nothing is kept when it closes.
 */
export interface S3TestServer extends Credentials {
  readonly endpoint: string;
  /** How conditional writes are treated; `honoured` unless a test says otherwise. */
  conditions: Conditions;
  /** What nobody may do. */
  readonly denied: Set<Right>;
  /** Lets a list of versions begin with what it should begin behind, as some servers do. */
  includesMarker: boolean;
  /** Waited before every answer, in milliseconds. */
  latency: number;
  /** How far the server's clock is ahead of this one, in ms. Requests of another time are refused, as S3 does. */
  skew: number;
  /** Looks at each request; what it returns happens in place of the real thing. */
  fault: ((request: SeenRequest) => Fault | undefined) | undefined;
  /** All requests since the start or since a test emptied it. */
  readonly requests: SeenRequest[];
  createBucket(name: string): void;
  /** Makes a bucket keep what is replaced and deleted from now on. */
  keepVersions(bucket: string): void;
  hasBucket(name: string): boolean;
  /** Uploads in parts that are neither completed nor aborted, by id. */
  readonly uploads: ReadonlyMap<string, OpenUpload>;
  /** Lets a bucket hold very many sessions, for reading alone: writes to it show in no listing. */
  generate(bucket: string, prefix: string, sessions: number): GeneratedStore;
  put(bucket: string, key: string, body: string | Uint8Array, attributes?: StoredAttributes): void;
  /** The object as stored, or null. */
  get(bucket: string, key: string): StoredObject | null;
  /** What it carries that `get` does not show, by header. */
  carried(bucket: string, key: string): Carried;
  remove(bucket: string, key: string): void;
  /** Forgets a version for good, as a DELETE of it does. */
  forget(bucket: string, key: string, id: string): void;
  /** All keys of a bucket, in S3's order. */
  keys(bucket: string): readonly string[];
  /** Puts every file below a folder into a bucket, as if written an hour ago; returns how many. */
  fill(bucket: string, folder: string, prefix?: string): Promise<number>;
  close(): Promise<void>;
}

/** Starts a server; close it when done. */
export async function startS3Server(options: S3TestServerOptions = {}): Promise<S3TestServer> {
  const store = new KeyedStore();
  // Only the S3 store is ours; fauxqs makes the others itself.
  const stores = { s3Store: store } as unknown as NonNullable<Parameters<typeof buildApp>[0]>['stores'] &
    object;
  const app = buildApp({ logger: false, stores });
  const credentials: Credentials = {
    accessKeyId: options.accessKeyId ?? 'test-access-key',
    secretAccessKey: options.secretAccessKey ?? 'test-secret-key',
    region: options.region ?? 'us-east-1',
  };
  const state = {
    conditions: 'honoured' as Conditions,
    get includesMarker() {
      return store.versions.includesMarker;
    },
    set includesMarker(includes: boolean) {
      store.versions.includesMarker = includes;
    },
    latency: 0,
    skew: 0,
    fault: undefined as S3TestServer['fault'],
  };
  const requests: SeenRequest[] = [];
  const denied = new Set<Right>();
  const { carried } = store;

  app.addHook('onRequest', (request: Incoming, reply: Outgoing, done: () => void) => {
    const seen = seenRequest(request);
    requests.push(seen);
    const unsigned = options.signed === false && request.headers.authorization === undefined;
    const refusal = unsigned
      ? null
      : (checkTime(request.headers, Date.now() + state.skew) ??
        checkCredentials(request, credentials, options.issued));
    const fault = state.fault?.(seen);
    if (fault === 'cut') request.raw.socket.destroy();
    else if (fault === 'hang') return;
    else if (fault !== undefined) sendFault(reply, request.method, fault);
    else if (refusal) {
      if (state.skew !== 0) reply.header('date', new Date(Date.now() + state.skew).toUTCString());
      sendRefusal(reply, request.method, refusal);
    } else if (rightsFor(seen).some((right) => denied.has(right)))
      sendError(reply, request.method, 403, 'AccessDenied');
    else if (state.latency > 0) setTimeout(done, state.latency);
    else done();
  });

  // Checked and stored in one turn of the event loop, so no other request can come between.
  app.addHook('preHandler', (request: Incoming, reply: Outgoing, done: () => void) => {
    const { method, bucket, key, query } = seenRequest(request);
    const isBucket = key === '' && store.hasBucket(bucket);
    const answer = isBucket ? bucketAnswer(store, method, bucket, query) : null;
    if (answer !== null) {
      reply.type('application/xml').send(answer);
      return;
    }
    if (method === 'GET' && query.uploadId !== undefined) {
      answerParts(store, query.uploadId, reply);
      return;
    }
    if (key !== '' && query.versionId !== undefined) {
      answerVersion(store, { bucket, key, id: query.versionId }, request, reply);
      return;
    }
    if (isRefused(store, seenRequest(request), state.conditions, reply)) return;
    const place = `${bucket}/${key}`;
    const gives = method === 'PUT' ? query.partNumber === undefined : method === 'POST' && 'uploads' in query;
    if (gives) carried.set(place, carriedBy(request.headers));
    if (method !== 'GET' && method !== 'HEAD') return done();
    const found = carried.get(place) ?? {};
    if ('tagging' in query) return void reply.type('application/xml').send(taggingXml(found));
    reply.headers(shownHeaders(found, !denied.has('s3:GetObjectTagging')));
    done();
  });

  app.addHook('onSend', (request: Incoming, reply: Outgoing, payload: unknown, done: Done) => {
    const { bucket, key } = seenRequest(request);
    const version =
      key === '' || reply.hasHeader('x-amz-version-id') ? null : store.versions.newest(bucket, key);
    if (version) reply.header('x-amz-version-id', version.id);
    done(null, payload);
  });

  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The S3 test server has no port.');

  return Object.assign(state, {
    ...credentials,
    endpoint: `http://127.0.0.1:${address.port}`,
    requests,
    denied,
    createBucket: (name: string) => store.createBucket(name),
    keepVersions: (bucket: string) => store.versions.keep(bucket, presentVersions(store, bucket)),
    hasBucket: (name: string) => store.hasBucket(name),
    uploads: store.uploads,
    generate(bucket: string, prefix: string, sessions: number) {
      const generated = new GeneratedStore(prefix, sessions);
      store.createBucket(bucket);
      store.generated.set(bucket, generated);
      return generated;
    },
    put(bucket: string, key: string, body: string | Uint8Array, attributes: StoredAttributes = {}) {
      const { contentType, metadata, lastModified, carried: more = {}, ...system } = attributes;
      carried.set(`${bucket}/${key}`, more);
      const object = store.putObject(bucket, key, Buffer.from(body), contentType, metadata, system);
      if (lastModified) object.lastModified = lastModified;
    },
    get: (bucket: string, key: string) => store.find(bucket, key),
    carried: (bucket: string, key: string) => carried.get(`${bucket}/${key}`) ?? {},
    remove: (bucket: string, key: string) => store.deleteObject(bucket, key),
    forget: (bucket: string, key: string, id: string) => store.removeVersion(bucket, key, id),
    keys: (bucket: string) => store.sortedKeys(bucket),
    async fill(bucket: string, folder: string, prefix = '') {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      for (const file of files) {
        const key = prefix + relative(folder, file).split(sep).join('/');
        const object = store.putObject(bucket, key, await readFile(file));
        object.lastModified = new Date(Date.now() - 3_600_000);
      }
      return files.length;
    },
    close: () => app.close(),
  });
}

function checkCredentials(
  { method, raw, headers }: Incoming,
  own: Credentials,
  issued: Issued | undefined,
): Refusal | null {
  const given = issued?.signedWith(headers, own.region);
  return given?.refusal ?? checkSignature(method, signedUrl(raw), headers, given?.credentials ?? own);
}

interface Incoming {
  readonly method: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly raw: IncomingMessage;
}

function seenRequest({ method, params, query, headers }: Incoming): SeenRequest {
  const { bucket = '', '*': key = '' } = params as Record<string, string>;
  return { method, bucket, key, query: query as Record<string, string>, headers };
}

/** As it came in: of a bucket in the host's name, the path was made longer since. */
function signedUrl(raw: IncomingMessage & { readonly originalUrl?: string }): string {
  return raw.originalUrl ?? raw.url ?? '';
}

type Done = (error: null, payload: unknown) => void;

interface Outgoing {
  header(name: string, value: string): Outgoing;
  hasHeader(name: string): boolean;
  headers(values: Readonly<Record<string, string>>): Outgoing;
  status(status: number): Outgoing;
  type(type: string): Outgoing;
  send(body?: string | Uint8Array): unknown;
}

/** Refuses a write whose condition does not hold. */
function isRefused(
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
function bucketAnswer(
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
function presentVersions(store: KeyedStore, bucket: string): KeptVersion[] {
  return store.sortedKeys(bucket).flatMap((key) => {
    const object = store.find(bucket, key);
    if (!object) return [];
    const { lastModified: at, etag, body: bytes } = object;
    return [{ key, id: 'null', at, etag, bytes, headers: store.headersOf(bucket, object) }];
  });
}

function answerParts(store: KeyedStore, id: string, reply: Outgoing): void {
  const upload = store.uploads.get(id);
  if (upload) reply.type('application/xml').send(partsXml(id, upload));
  else sendError(reply, 'GET', 404, 'NoSuchUpload');
}

function answerVersion(
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
  reply.send(method === 'HEAD' ? undefined : bytes.subarray(Number(range?.[1] ?? 0), end + 1));
}

function sendFault(
  reply: Outgoing,
  method: string,
  { headers = {}, status, body, code, extra }: Answer,
): void {
  reply.headers(headers);
  if (body !== undefined) reply.status(status).send(body);
  else sendError(reply, method, status, code, extra);
}

function sendRefusal(reply: Outgoing, method: string, { status, code, region }: Refusal): void {
  if (region) reply.header('x-amz-bucket-region', region);
  sendError(reply, method, status, code, region ? { Region: region } : {});
}

function sendError(
  reply: Outgoing,
  method: string,
  status: number,
  code = '',
  extra: Readonly<Record<string, string>> = {},
): void {
  reply.status(status);
  if (method === 'HEAD' || code === '') reply.send();
  else reply.type('application/xml').send(errorXml(code, `${code} (said by the test server).`, extra));
}
