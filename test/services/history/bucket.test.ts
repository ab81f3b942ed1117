import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mergeVersions } from '#services/history/bucket-versions.ts';
import type { Version } from '#shared/model/history.ts';
import type { PastVersion } from '#storage/backend.ts';
import { S3Storage } from '#storage/index.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { openStore, temporaryServices } from '../../support/home.ts';

const key = 'sessions/a/default/plan_summary.md';
const page = { cursor: null, limit: 50 };
let server: S3TestServer;
let bucket = 0;

beforeAll(async () => {
  server = await startS3Server();
});
beforeEach(() => {
  server.fault = undefined;
});
afterAll(() => server.close());

async function setUp() {
  bucket += 1;
  const name = `agents-${bucket}`;
  server.createBucket(name);
  server.keepVersions(name);
  const { endpoint, accessKeyId, secretAccessKey } = server;
  const storage = new S3Storage({ bucket: name, endpoint, credentials: { accessKeyId, secretAccessKey } });
  const services = temporaryServices();
  const store = await openStore(services, storage);
  const told = async () => {
    await services.keeper.noted();
    const { versions, problem } = await services.history.timeline(store, key, page, {});
    const rows = versions.toReversed().map(async ({ id, reason, kept }) => {
      if (kept === 'no') return reason;
      return `${reason} ${(await services.history.read(store, key, id, {})).text} (${kept})`;
    });
    return { rows: await Promise.all(rows), problem, versions };
  };
  const put = (text: string) => server.put(name, key, text);
  return { name, storage, services, store, put, told };
}

describe('a bucket that keeps versions', () => {
  test('has them in the same timeline: what was never seen here, and each state once', async () => {
    const { put, services, store, told } = await setUp();
    put('by a run');
    put('by a later run');
    const { version } = await services.documents.open(store, key, {});
    await services.documents.save(store, key, { base: version, text: 'mine', saveId: 'a-save-of-mine' }, {});
    put('by the last run');
    expect((await told()).rows).toEqual([
      'found by a run (bucket)',
      'found by a later run (home)',
      'save mine (home)',
      'found by the last run (bucket)',
    ]);
  });

  test('gives back a version that only it has', async () => {
    const { put, services, store, storage, told } = await setUp();
    put('by a run');
    put('by a later run');
    const { version: base } = await services.documents.open(store, key, {});
    const { versions } = await told();
    const id = versions.at(-1)?.id ?? '';
    await services.history.restore(store, key, { id, base, saveId: 'restoring-it' });
    expect(await storage.read(key)).toBe('by a run');
    expect((await told()).rows.at(-1)).toBe('restore by a run (home)');
  });

  test.each(['bucket', 'home'] as const)(
    'gives a file that is gone back as it was, with all that it carried: a version of the %s',
    async (where) => {
      const { name, services, store, told } = await setUp();
      const attributes = {
        contentType: 'text/x-notes',
        metadata: { owner: 'team a' },
        cacheControl: 'no-cache',
      };
      server.put(name, key, 'by a run', { ...attributes, carried: { 'x-amz-tagging': 'stage=prod' } });
      if (where === 'home') await services.documents.open(store, key, {});
      await told();
      server.remove(name, key);
      const { versions } = await told();
      const id = versions.find(({ size }) => size !== null)?.id ?? '';
      expect(id.startsWith('bucket:')).toBe(where === 'bucket');
      await services.history.restore(store, key, { id, base: null, saveId: 'restoring-it' });
      expect(server.get(name, key)).toMatchObject(attributes);
      expect(server.carried(name, key)).toMatchObject({ 'x-amz-tagging': 'stage=prod' });
    },
  );

  test('may keep versions that cannot be listed: a file comes back from the home all the same', async () => {
    const { name, put, services, store, storage, told } = await setUp();
    put('by a run');
    await services.documents.open(store, key, {});
    server.remove(name, key);
    server.fault = ({ query }) =>
      query.versions === undefined ? undefined : { status: 403, code: 'AccessDenied' };
    const { versions } = await told();
    const id = versions.find(({ size }) => size !== null)?.id ?? '';
    await services.history.restore(store, key, { id, base: null, saveId: 'restoring-it' });
    expect(await storage.read(key)).toBe('by a run');
  });

  test('tells a deletion once', async () => {
    const { put, services, store, told } = await setUp();
    put('by a run');
    await services.stores.writer(store, 'delete').backend.delete(key);
    expect((await told()).rows).toEqual(['found by a run (home)', 'delete']);
  });

  test('is asked only when a timeline is looked at, and may refuse', async () => {
    const { put, services, store, told } = await setUp();
    put('by a run');
    server.requests.length = 0;
    server.fault = ({ query }) =>
      query.versions === undefined ? undefined : { status: 403, code: 'AccessDenied' };
    await services.documents.open(store, key, {});
    expect(server.requests.filter(({ query }) => query.versions !== undefined)).toEqual([]);
    const { rows, problem } = await told();
    expect(rows).toEqual(['found by a run (home)']);
    expect(problem).toMatch(/^Could not list the versions of s3:/);
  });

  test('goes by pages as well, for which the bucket is asked once', async () => {
    const { put, services, store } = await setUp();
    for (let at = 0; at < 7; at++) put(`run ${at}`);
    await services.documents.open(store, key, {});
    await services.keeper.noted();
    server.requests.length = 0;
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const part = await services.history.timeline(store, key, { cursor, limit: 3 }, {});
      ids.push(...part.versions.map(({ id }) => id));
      cursor = part.cursor;
    } while (cursor !== null);
    expect(new Set(ids).size).toBe(7);
    expect(server.requests.filter(({ query }) => query.versions !== undefined)).toHaveLength(1);
  });
});

interface Happened {
  readonly etag: string | null;
  readonly where: 'both' | 'home' | 'bucket';
  /** Since the last, in units of time. */
  readonly gap: number;
}

describe('two lists of versions made one', () => {
  const states = fc.array(
    fc.record<Happened>({
      etag: fc.constantFrom('a', 'b', 'c', null),
      where: fc.constantFrom('both' as const, 'home' as const, 'bucket' as const),
      gap: fc.integer({ min: 6, max: 600 }),
    }),
    { maxLength: 25 },
  );

  /** What each side knows of what happened, newest first, and the ids of all in one timeline. */
  function lists(happened: readonly Happened[]) {
    let now = 1_000_000_000;
    const home: Version[] = [];
    const past: PastVersion[] = [];
    const ids: string[] = [];
    for (const [index, { etag, where, gap }] of happened.entries()) {
      const gone = etag === null;
      // Deletions are told apart by minutes, writes by seconds.
      now += gap * (gone ? 100_000 : 1000);
      const state = { id: `${index}`, version: etag, size: gone ? null : 1 };
      const [reason, kept] = gone ? (['delete', 'no'] as const) : (['save', 'home'] as const);
      if (where !== 'bucket') home.unshift({ ...state, reason, kept, at: now, hash: null });
      if (where !== 'home') past.unshift({ ...state, modifiedAt: now });
      ids.unshift(where === 'bucket' ? `bucket:${index}` : `${index}`);
      if (gone) now += 10_000_000;
    }
    return { home, past, ids };
  }

  test('hold every version once and in its order, and what both know as one', () => {
    fc.assert(
      fc.property(states, (happened) => {
        const { home, past, ids } = lists(happened);
        expect(mergeVersions(home, past).map(({ version }) => version.id)).toEqual(ids);
      }),
    );
  });
});
