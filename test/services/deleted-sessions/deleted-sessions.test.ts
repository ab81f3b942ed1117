import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Wanted } from '#services/deleted-sessions/restore-file.ts';
import type { PastFile } from '#shared/model/past-session.ts';
import { S3Storage } from '#storage/index.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { codeOf, pause } from '../../storage/contract/helpers.ts';
import { openStore, temporaryServices } from '../../support/home.ts';

let server: S3TestServer;
let buckets = 0;

beforeAll(async () => {
  server = await startS3Server();
});
beforeEach(() => {
  server.fault = undefined;
  server.denied.clear();
});
afterAll(() => server.close());

async function setUp({ versions = true } = {}) {
  buckets += 1;
  const bucket = `deleted-${buckets}`;
  server.createBucket(bucket);
  if (versions) server.keepVersions(bucket);
  const { endpoint, accessKeyId, secretAccessKey } = server;
  const credentials = { accessKeyId, secretAccessKey };
  const storage = new S3Storage({ bucket, prefix: 'store/ü', endpoint, credentials });
  const services = temporaryServices();
  const store = await openStore(services, storage);
  const past = services.deletedSessions;
  const at = (key: string) => `store/ü/${key}`;
  const put = (key: string, text: string, more = {}) => server.put(bucket, at(key), text, more);
  const remove = (key: string) => server.remove(bucket, at(key));
  /** A session of two files, which is gone again if so wished. */
  const session = (id: string, { gone }: { gone: boolean }) => {
    const keys = [`sessions/${id}/session.json`, `sessions/${id}/default/plan_summary.md`];
    for (const key of keys) put(key, `{"of":"${key}"}`);
    if (gone) for (const key of keys) remove(key);
  };
  const search = async (startsWith = '') => {
    const found: string[] = [];
    let looked = 0;
    let cursor: string | null = null;
    do {
      const page = await past.search(store, { startsWith, cursor }, {});
      found.push(...page.sessions);
      looked += page.looked;
      cursor = page.cursor;
    } while (cursor !== null);
    return { found, looked };
  };
  const restore = async (id: string, files: readonly Wanted[]) => {
    for await (const step of past.restore(store, id, files, {})) if (step.kind === 'done') return step;
    throw new Error('It did not end.');
  };
  return { bucket, services, store, storage, past, at, put, remove, session, search, restore };
}

const idsOf = (requests: readonly { method: string; query: object }[]) =>
  requests.map(({ method, query }) => `${method} ${'versions' in query ? 'versions' : 'list'}`);

describe('deleted sessions of a bucket that keeps versions', () => {
  test('are those of which files are kept and none is there, by two requests', async () => {
    const { session, search } = await setUp();
    session('a', { gone: false });
    session('b', { gone: true });
    session('c', { gone: false });
    session('d ü', { gone: true });
    server.requests.length = 0;
    expect(await search()).toEqual({ found: ['b', 'd ü'], looked: 4 });
    expect(idsOf(server.requests)).toEqual(['GET versions', 'GET list']);
  });

  test('are found by the beginning of their ids', async () => {
    const { session, search } = await setUp();
    for (const id of ['ab', 'ac', 'b']) session(id, { gone: id !== 'ac' });
    expect(await search('a')).toEqual({ found: ['ab'], looked: 2 });
  });

  test('are found in any number of pages, wherever those of the living end', async () => {
    const { bucket, at, search } = await setUp();
    const ids = Array.from({ length: 2600 }, (_, index) => `s${String(index).padStart(5, '0')}`);
    const isGone = (index: number) => index % 7 === 0 || (index > 700 && index < 1900);
    for (const [index, id] of ids.entries()) {
      server.put(bucket, at(`sessions/${id}/session.json`), '{}');
      if (isGone(index)) server.remove(bucket, at(`sessions/${id}/session.json`));
    }
    const { found, looked } = await search();
    expect(looked).toBe(2600);
    expect(found).toEqual(ids.filter((_, index) => isGone(index)));
  });

  test('can be looked into: the files of the last deletion, and what was deleted before', async () => {
    const { past, store, session, put, remove } = await setUp();
    session('b', { gone: true });
    put('sessions/b/artifacts/plan.pdf', 'pages');
    remove('sessions/b/artifacts/plan.pdf');
    const { keeps, files, living, complete } = await past.files(store, 'b', {});
    expect({ keeps, living, complete }).toEqual({ keeps: 'yes', living: 0, complete: true });
    expect(files.map(({ key, size, last }) => ({ key, size, last }))).toEqual([
      { key: 'sessions/b/artifacts/plan.pdf', size: 5, last: true },
      { key: 'sessions/b/default/plan_summary.md', size: 43, last: true },
      { key: 'sessions/b/session.json', size: 32, last: true },
    ]);
  });

  test('are whole again after a restore: bytes, content type, metadata and tags', async () => {
    const { bucket, at, put, remove, past, store, storage, restore, search } = await setUp();
    const key = 'sessions/b/artifacts/ü.bin';
    const metadata = { owner: 'team a' };
    const carried = { 'x-amz-tagging': 'stage=prod&run=7' };
    put(key, '\u0000\u0001', {
      contentType: 'application/x-own',
      metadata,
      cacheControl: 'no-cache',
      carried,
    });
    put('sessions/b/session.json', '{"id":"b"}', { contentType: 'application/json' });
    for (const gone of [key, 'sessions/b/session.json']) remove(gone);
    const { files } = await past.files(store, 'b', {});
    expect(await restore('b', files)).toEqual({ kind: 'done', restored: 2, kept: [] });
    expect(await storage.read('sessions/b/session.json')).toBe('{"id":"b"}');
    const object = server.get(bucket, at(key));
    expect(object).toMatchObject({ contentType: 'application/x-own', metadata, cacheControl: 'no-cache' });
    expect(server.carried(bucket, at(key))).toMatchObject(carried);
    expect((await search()).found).toEqual([]);
    expect((await past.files(store, 'b', {})).files).toEqual([]);
  });

  test('stand in the history as restored here', async () => {
    const { session, past, store, restore, services, remove } = await setUp();
    session('b', { gone: false });
    // A bucket tells the order of what happened in different moments alone.
    await pause(5);
    remove('sessions/b/session.json');
    await pause(5);
    await restore('b', (await past.files(store, 'b', {})).files);
    const page = { cursor: null, limit: 10 };
    const { versions } = await services.history.timeline(store, 'sessions/b/session.json', page, {});
    expect(versions.map(({ reason }) => reason)).toEqual(['restore', 'gone', 'found']);
  });

  test('leave a file alone that is there by now, and name it', async () => {
    const { session, past, put, store, storage, restore } = await setUp();
    session('b', { gone: true });
    const { files } = await past.files(store, 'b', {});
    put('sessions/b/session.json', 'of somebody else');
    expect(await restore('b', files)).toEqual({
      kind: 'done',
      restored: 1,
      kept: ['sessions/b/session.json'],
    });
    expect(await storage.read('sessions/b/session.json')).toBe('of somebody else');
  });

  test('get their record back last, so that half a session is none', async () => {
    const { session, past, store, restore } = await setUp();
    session('b', { gone: true });
    const { files } = await past.files(store, 'b', {});
    server.requests.length = 0;
    await restore('b', files.toReversed());
    const puts = server.requests
      .filter(({ method }) => method === 'PUT')
      .map(({ key }) => key.split('/').at(-1));
    expect(puts).toEqual(['plan_summary.md', 'session.json']);
  });

  test('come back without their tags where those may not be written', async () => {
    const { bucket, at, put, remove, past, store, restore } = await setUp();
    const key = 'sessions/b/session.json';
    put(key, '{}', { contentType: 'application/json', carried: { 'x-amz-tagging': 'stage=prod' } });
    remove(key);
    const { files } = await past.files(store, 'b', {});
    server.denied.add('s3:PutObjectTagging');
    expect(await restore('b', files)).toMatchObject({ restored: 1 });
    expect(server.get(bucket, at(key))).toMatchObject({ contentType: 'application/json' });
    expect(server.carried(bucket, at(key))).toEqual({});
  });

  test('say how far a failed restore came, and the rest can be brought back after it', async () => {
    const { session, past, store, storage, restore } = await setUp();
    session('b', { gone: true });
    const { files } = await past.files(store, 'b', {});
    server.fault = ({ method, key }) =>
      method === 'PUT' && key.endsWith('session.json') ? { status: 403, code: 'AccessDenied' } : undefined;
    await expect(restore('b', files)).rejects.toThrow(
      /1 of 2 files are back; the others can be brought back still\.$/,
    );
    server.fault = undefined;
    const left = (await past.files(store, 'b', {})).files;
    expect(left.map(({ key }: PastFile) => key)).toEqual(['sessions/b/session.json']);
    await restore('b', left);
    expect(await storage.exists('sessions/b/session.json')).toBe(true);
  });

  test('are restored by nobody who may only read', async () => {
    const { session, past, store, services, restore } = await setUp();
    session('b', { gone: true });
    const { files } = await past.files(store, 'b', {});
    await services.stores.update(store, { readOnly: true });
    expect(await codeOf(restore('b', files))).toBe('READ_ONLY');
  });

  test('are restored within their own folder alone', async () => {
    const { session, store, past, restore, put, remove } = await setUp();
    session('b', { gone: true });
    put('sessions/c/x.md', 'x');
    remove('sessions/c/x.md');
    const { files } = await past.files(store, 'c', {});
    expect(await codeOf(restore('b', files))).toBe('INVALID');
  });
});

describe('deleted files of a session that is there', () => {
  test('are told with those that are left, and come back alone', async () => {
    const { session, remove, past, store, storage, restore } = await setUp();
    session('a', { gone: false });
    remove('sessions/a/default/plan_summary.md');
    const { files, living } = await past.files(store, 'a', {});
    expect(living).toBe(1);
    expect(files.map(({ key }) => key)).toEqual(['sessions/a/default/plan_summary.md']);
    await restore('a', files);
    expect(await storage.exists('sessions/a/default/plan_summary.md')).toBe(true);
  });

  test('are those of exactly this session', async () => {
    const { session, past, store } = await setUp();
    session('a', { gone: false });
    session('ab', { gone: true });
    expect((await past.files(store, 'a', {})).files).toEqual([]);
  });
});

test('of a session of very many states the files are not looked for before somebody has agreed to it', async () => {
  const { services, past, store, put, remove } = await setUp();
  await services.settings.set({ warnRequests: 10 });
  for (let state = 0; state < 1100; state++) put('sessions/b/x.md', `${state}`);
  remove('sessions/b/x.md');
  server.requests.length = 0;
  await expect(past.files(store, 'b', {})).rejects.toMatchObject({ code: 'COSTLY', data: { requests: 100 } });
  expect(server.requests).toHaveLength(1);
  const { files, complete } = await past.files(store, 'b', { agreed: true });
  expect({ keys: files.map(({ key }) => key), complete }).toEqual({
    keys: ['sessions/b/x.md'],
    complete: true,
  });
});

test('what a restore takes is told well, for large files too: a little more than it takes, and not much', async () => {
  const { bucket, at, services, session, past, store, restore } = await setUp();
  await services.settings.set({ warnRequests: 10 });
  session('b', { gone: true });
  server.put(bucket, at('sessions/b/large.bin'), Buffer.alloc(41 * 1024 * 1024));
  server.remove(bucket, at('sessions/b/large.bin'));
  const { files } = await past.files(store, 'b', {});
  const told = await restore('b', files).catch((error) => error.data.requests);
  await services.settings.set({ warnRequests: 1000 });
  server.requests.length = 0;
  await restore('b', files);
  // Whether the credentials may write is asked in between, by a name that is no file's.
  const made = server.requests.filter(({ key }) => key === '' || /\.\w+$/.test(key)).length;
  expect(made).toBeLessThanOrEqual(told);
  expect(made).toBeGreaterThan(told / 2);
});

describe('where nothing is kept', () => {
  test('a bucket without versions says so, and holds no deleted session', async () => {
    const { session, past, store, search } = await setUp({ versions: false });
    session('a', { gone: false });
    session('b', { gone: true });
    expect(await past.keeps(store, {})).toBe('no');
    expect((await search()).found).toEqual([]);
    expect(await past.files(store, 'b', {})).toMatchObject({ keeps: 'no', files: [] });
  });

  test('versions that may not be listed are refused in words, and whether any are kept is not guessed', async () => {
    const { past, store, search } = await setUp();
    server.fault = ({ query }) =>
      'versions' in query || 'versioning' in query ? { status: 403, code: 'AccessDenied' } : undefined;
    expect(await past.keeps(store, {})).toBe('unknown');
    await expect(search()).rejects.toThrow(/^Could not list the versions of s3:/);
  });

  test('a store that is no bucket keeps nothing', async () => {
    const services = temporaryServices();
    const { id } = await services.opening.openMemory('empty');
    expect(await services.deletedSessions.keeps(id, {})).toBe('no');
    expect(await codeOf(services.deletedSessions.files(id, 'a', {}))).toBe('UNSUPPORTED');
  });
});

test('a server that says there is more, and not how to get it, is not asked for ever', async () => {
  const { past, store } = await setUp();
  const body =
    '<?xml version="1.0"?><ListVersionsResult><IsTruncated>true</IsTruncated><CommonPrefixes><Prefix>store/%C3%BC/sessions/a/</Prefix></CommonPrefixes></ListVersionsResult>';
  server.fault = ({ query }) => ('versions' in query ? { status: 200, body } : undefined);
  await expect(past.search(store, { startsWith: '', cursor: null }, {})).rejects.toThrow(
    /more of the versions in s3:.*, but not how/,
  );
});
