import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Services } from '#services/index.ts';
import { storeIdOf } from '#services/stores/naming.ts';
import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { StoreError } from '#shared/errors.ts';
import { FileSystemStorage, InMemoryStorage, S3Storage } from '#storage/index.ts';
import { startS3Server } from '../../s3-server.ts';
import { openStore, temporaryFolder, temporaryServices } from '../../support/home.ts';

const files: Record<string, string> = {
  'sessions/a/session.json': '{}',
  'sessions/a/default/plan_scratch.md': 'notes',
  'sessions/a/default/plan_summary.md': 'summary',
  'sessions/a/artifacts/plan.bin': '\u0000\u0001',
  'sessions/ab/session.json': '{"id": "ab"}',
};

async function setUp() {
  const backend = new InMemoryStorage();
  for (const [key, text] of Object.entries(files)) await backend.write(key, text);
  const home = temporaryFolder();
  const services = temporaryServices(home);
  const store = await openStore(services, backend);
  return { backend, home, services, store };
}

async function run(services: Services, store: string, target: DeletionTarget) {
  for await (const step of services.deletion.run(store, target, {}))
    if (step.kind === 'done') return step.deleted;
  throw new Error('The deletion did not end.');
}

async function contents(backend: InMemoryStorage) {
  const keys = await backend.list('');
  return Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await backend.read(key)])));
}

describe('deleting', () => {
  test('takes a whole session and nothing of its neighbours', async () => {
    const { backend, services, store } = await setUp();
    const deleted = await run(services, store, { kind: 'session', session: 'a' });
    expect(deleted).toMatchObject({ what: 'Session a', files: 4 });
    const taken = Object.keys(files).filter((key) => key.startsWith('sessions/a/'));
    expect(await services.deletion.files(deleted.id)).toEqual(taken.toSorted());
    expect(await backend.list('')).toEqual(['sessions/ab/session.json']);
  });

  test('takes both files of a node', async () => {
    const { backend, services, store } = await setUp();
    await run(services, store, { kind: 'node', session: 'a', workflow: 'default', node: 'plan' });
    expect(await backend.list('sessions/a/default')).toEqual([]);
  });

  test('can be undone, byte for byte', async () => {
    const { backend, services, store } = await setUp();
    const { id } = await run(services, store, { kind: 'session', session: 'a' });
    expect(await services.deletion.undo(id, {})).toEqual({ restored: 4, kept: [] });
    expect(await contents(backend)).toEqual(files);
    await expect(services.deletion.undo(id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('leaves alone what was written in the meantime', async () => {
    const { backend, services, store } = await setUp();
    const { id } = await run(services, store, { kind: 'session', session: 'a' });
    await backend.write('sessions/a/session.json', 'new');
    expect(await services.deletion.undo(id, {})).toEqual({ restored: 3, kept: ['sessions/a/session.json'] });
    expect(await backend.read('sessions/a/session.json')).toBe('new');
    // What was deleted there is not lost by that.
    expect(await services.deletion.list(store)).toMatchObject([{ id, files: 1 }]);
    await backend.delete('sessions/a/session.json');
    expect(await services.deletion.undo(id, {})).toEqual({ restored: 1, kept: [] });
    expect(await contents(backend)).toEqual(files);
  });

  test('can be undone after it was cut off in the middle, and after an undo that was', async () => {
    const { backend, services, store } = await setUp();
    for await (const step of services.deletion.run(store, { kind: 'session', session: 'a' }, {})) {
      if (step.kind === 'progress' && step.done === 6) break;
    }
    expect(await backend.list('sessions/a/')).toHaveLength(2);
    const [deleted] = await services.deletion.list(store);
    const stop = new AbortController();
    const write = backend.writeBytes.bind(backend);
    backend.writeBytes = async (...args) => {
      stop.abort();
      return write(...args);
    };
    await expect(services.deletion.undo(deleted?.id ?? '', { signal: stop.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    backend.writeBytes = write;
    expect(await services.deletion.undo(deleted?.id ?? '', {})).toEqual({ restored: 4, kept: [] });
    expect(await contents(backend)).toEqual(files);
  });

  test('says how far it came when a file cannot be deleted', async () => {
    const { backend, services, store } = await setUp();
    const remove = backend.delete.bind(backend);
    backend.delete = async (key, options) => {
      if (key.endsWith('summary.md')) throw new StoreError('FORBIDDEN', 'Not that one.');
      return remove(key, options);
    };
    await expect(run(services, store, { kind: 'session', session: 'a' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'Not that one. 2 of 4 files were deleted, and can be brought back.',
    });
    expect(await services.deletion.list(store)).toHaveLength(1);
  });

  test('cannot be undone while its store is closed, and says so', async () => {
    const { services } = await setUp();
    const folder = temporaryFolder();
    await new FileSystemStorage(folder).write('sessions/a/session.json', '{}');
    const opened = await services.opening.openFolder({ path: folder, readOnly: false, root: '' }, {});
    const { id: store, name } = opened.kind === 'opened' ? opened.store : { id: '', name: '' };
    const { id } = await run(services, store, { kind: 'session', session: 'a' });
    await services.stores.close(store);
    await expect(services.deletion.undo(id, {})).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: `This was deleted from the store “${name}”, which is not open. Connect it, and bring it back then.`,
    });
    await services.opening.connect(store, {});
    expect(await services.deletion.undo(id, {})).toEqual({ restored: 1, kept: [] });
  });

  test('copies again what changes between the copy and the delete', async () => {
    const { backend, services, store } = await setUp();
    const key = 'sessions/ab/session.json';
    let changed = false;
    for await (const step of services.deletion.run(store, { kind: 'files', keys: [key] }, {})) {
      if (step.kind !== 'progress' || changed || !step.what.startsWith('Deleting')) continue;
      changed = true;
      await backend.write(key, 'changed just now');
    }
    expect(await backend.exists(key)).toBe(false);
    const [deleted] = await services.deletion.list(store);
    await services.deletion.undo(deleted?.id ?? '', {});
    expect(await backend.read(key)).toBe('changed just now');
  });

  test('deletes nothing when it is stopped while it copies', async () => {
    const { backend, services, store } = await setUp();
    const stop = new AbortController();
    const running = async () => {
      const target = { kind: 'session', session: 'a' } as const;
      for await (const step of services.deletion.run(store, target, { signal: stop.signal })) {
        if (step.kind === 'progress' && step.done === 2) stop.abort();
      }
    };
    await expect(running()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await contents(backend)).toEqual(files);
  });

  test('is refused by a store that is open read-only', async () => {
    const { services, store } = await setUp();
    await services.stores.update(store, { readOnly: true });
    await expect(run(services, store, { kind: 'session', session: 'a' })).rejects.toMatchObject({
      code: 'READ_ONLY',
    });
  });

  test('forgets after the set number of days', async () => {
    const { services, store } = await setUp();
    const { id } = await run(services, store, { kind: 'session', session: 'a' });
    const days = (number: number) => Date.now() + number * 86_400_000;
    await services.deletion.prune(3, days(2));
    expect(await services.deletion.list(store)).toHaveLength(1);
    await services.deletion.prune(3, days(4));
    expect(await services.deletion.list(store)).toEqual([]);
    await expect(services.deletion.undo(id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('loses nothing to a clearing away that comes while it copies', async () => {
    const { backend, home, services, store } = await setUp();
    for await (const step of services.deletion.run(store, { kind: 'session', session: 'a' }, {})) {
      // Another process on the same home starts.
      if (step.kind === 'progress' && step.done === 3) await temporaryServices(home).tidy();
    }
    const [deleted] = await services.deletion.list(store);
    await services.deletion.undo(deleted?.id ?? '', {});
    expect(await contents(backend)).toEqual(files);
  });

  test('and bringing back stand in the timeline of each file', async () => {
    const { services, store } = await setUp();
    const { id } = await run(services, store, { kind: 'session', session: 'a' });
    await services.deletion.undo(id, {});
    const timeline = (key: string) => services.history.timeline(store, key, { cursor: null, limit: 9 }, {});
    const { versions } = await timeline('sessions/a/default/plan_summary.md');
    expect(versions.map(({ reason }) => reason)).toEqual(['restore', 'delete', 'found']);
    expect(versions.map(({ kept }) => kept)).toEqual(['home', 'no', 'home']);
    expect((await services.edits.list(store, { cursor: null, limit: 9 })).edits).toEqual([]);
  });
});

test('what a former version of the app has deleted is taken over, once', async () => {
  const [home, folder] = [temporaryFolder(), temporaryFolder()];
  const location = { kind: 'folder' as const, path: folder };
  const store = storeIdOf(location);
  // As it lay in the home then: a list of copies, and their bytes compressed in files named by their hash.
  const text = 'deleted long ago';
  const hash = createHash('sha256').update(text).digest('hex');
  const key = 'sessions/old/session.json';
  const copies = [{ key, hash, size: text.length, contentType: null }];
  const deleted = { id: randomUUID(), store, what: 'Session old', files: 1, bytes: text.length, at: 1 };
  mkdirSync(join(home, 'content', hash.slice(0, 2)), { recursive: true });
  writeFileSync(join(home, 'content', hash.slice(0, 2), `${hash}.zst`), zstdCompressSync(text));
  mkdirSync(join(home, 'deleted'));
  writeFileSync(join(home, 'deleted', `${deleted.id}.json`), JSON.stringify({ ...deleted, copies }));

  const services = temporaryServices(home);
  await services.opening.openFolder({ path: folder, readOnly: false, root: '' }, {});
  expect(await services.deletion.list(store)).toEqual([deleted]);
  expect(existsSync(join(home, 'deleted'))).toBe(false);
  await services.deletion.prune(30, 2);
  await services.deletion.undo(deleted.id, {});
  expect(readFileSync(join(folder, key), 'utf8')).toBe(text);
  expect(await services.deletion.list(store)).toEqual([]);
});

describe('an object that is brought back', () => {
  const key = 'sessions/a/session.json';
  const facts = { contentType: 'text/x-notes', metadata: { author: 'agent 7' }, cacheControl: 'max-age=60' };

  async function setUpBucket(size: number) {
    const server = await startS3Server();
    onTestFinished(() => server.close());
    server.createBucket('memory');
    server.put('memory', key, new Uint8Array(size), { ...facts, carried: { 'x-amz-tagging': 'team=rail' } });
    const { endpoint, region, accessKeyId, secretAccessKey } = server;
    const credentials = { accessKeyId, secretAccessKey };
    const services = temporaryServices();
    const bucket = new S3Storage({ bucket: 'memory', endpoint, region, credentials });
    const store = await openStore(services, bucket);
    const { id } = await run(services, store, { kind: 'session', session: 'a' });
    expect(server.keys('memory')).toEqual([]);
    return { server, services, id };
  }

  test('carries what it carried', async () => {
    const { server, services, id } = await setUpBucket(2);
    await services.deletion.undo(id, {});
    expect(server.get('memory', key)).toMatchObject({ ...facts, contentLength: 2 });
    expect(server.carried('memory', key)).toEqual({ 'x-amz-tagging': 'team=rail' });
  });

  test.each([2, 9 * 1024 * 1024])(
    'comes back without tags where they may not be set: %i bytes',
    async (size) => {
      const { server, services, id } = await setUpBucket(size);
      server.denied.add('s3:PutObjectTagging');
      expect(await services.deletion.undo(id, {})).toEqual({ restored: 1, kept: [] });
      expect(server.get('memory', key)).toMatchObject({ contentType: 'text/x-notes', contentLength: size });
    },
  );
});
