import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { buildApp } from 'fauxqs';
import { answerParts, answerVersion, bucketAnswer, isRefused, presentVersions } from './s3-server/answers.ts';
import { carriedBy, shownHeaders, taggingXml } from './s3-server/carried.ts';
import type { Conditions } from './s3-server/conditions.ts';
import { GeneratedStore } from './s3-server/generated.ts';
import { KeyedStore, type ObjectChange } from './s3-server/keyed-store.ts';
import { type Outgoing, sendError, sendFault, sendRefusal } from './s3-server/replies.ts';
import { checkCredentials, type Incoming, seenRequest } from './s3-server/requests.ts';
import { type Right, rightsFor } from './s3-server/rights.ts';
import type { S3TestServer, S3TestServerOptions, SeenRequest, StoredAttributes } from './s3-server/server.ts';
import { type Credentials, checkTime } from './s3-server/signature.ts';

export type { Answer, Fault, S3TestServer, SeenRequest } from './s3-server/server.ts';

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
    piecewise: false,
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
    if (!state.piecewise || key === '' || request.method !== 'GET' || !(payload instanceof Uint8Array))
      return done(null, payload);
    reply.removeHeader('content-length');
    done(null, Readable.from([payload]));
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
    versions: (bucket: string, key: string) => store.versions.of(bucket, key),
    onChange(listener: (change: ObjectChange) => void) {
      store.onChange = listener;
    },
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

type Done = (error: null, payload: unknown) => void;
