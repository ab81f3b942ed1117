import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Services } from '#services/index.ts';
import type { AppEvent } from '#shared/model/app.ts';
import { type S3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { FileSystemStorage } from '#storage/index.ts';
import { startS3Server } from '../../s3-server.ts';
import { temporaryFolder, temporaryServices } from '../../support/home.ts';

const key = 'sessions/a/default/plan_summary.md';
const other = 'sessions/a/default/report_summary.md';

async function openFolder(services: Services, path: string): Promise<string> {
  const result = await services.opening.openFolder({ path, readOnly: false, root: '' }, {});
  if (result.kind !== 'opened') throw new Error('It was not opened.');
  return result.store.id;
}

async function setUp() {
  const folder = temporaryFolder();
  const outside = new FileSystemStorage(folder);
  await outside.write(key, 'by a run');
  await outside.write(other, 'by a run');
  const home = temporaryFolder();
  const services = temporaryServices(home);
  return { folder, home, services, store: await openFolder(services, folder) };
}

let saves = 0;

async function save(services: Services, store: string, text: string, name = key): Promise<void> {
  saves += 1;
  const { version } = await services.documents.open(store, name, {});
  await services.documents.save(store, name, { base: version, text, saveId: `save ${saves} at all` }, {});
}

async function replaced(services: Services, store: string) {
  const edits = await services.edits.replaced(store);
  const texts = edits.map(async ({ key: name, base, mine, theirs }) => {
    const text = async (id: string | null) =>
      id === null ? null : (await services.history.read(store, name, id, {})).text;
    return { key: name, base: await text(base), mine: await text(mine), theirs: await text(theirs) };
  });
  return Promise.all(texts);
}

const lost = { key, base: 'by a run', mine: 'by me', theirs: 'by a later run' };

describe('an edit that is written over', () => {
  test('is noticed while the store is open, though nobody looks at the file', async () => {
    const { folder, services, store } = await setUp();
    await save(services, store, 'by me');
    const told: number[] = [];
    services.events.onEmit(async (event) => {
      if (event.kind === 'edits') told.push((await services.edits.replaced(store)).length);
    });
    await writeFile(join(folder, key), 'by a later run');
    await vi.waitUntil(() => told.includes(1), { timeout: 18_000 });
    expect(await replaced(services, store)).toEqual([lost]);
  });

  test('is noticed when the store is opened again, and what took its place is kept when a run writes again', async () => {
    const { folder, home, services, store } = await setUp();
    await save(services, store, 'by me');
    await services.close();
    await writeFile(join(folder, key), 'by a later run');
    const later = temporaryServices(home);
    await openFolder(later, folder);
    await vi.waitUntil(async () => (await later.edits.replaced(store)).length > 0, { timeout: 18_000 });
    expect(await replaced(later, store)).toEqual([lost]);
    await writeFile(join(folder, key), 'by the last run');
    await vi.waitUntil(async () => (await replaced(later, store))[0]?.theirs === 'by the last run', {
      timeout: 18_000,
    });
    const { versions } = await later.history.timeline(store, key, { cursor: null, limit: 9 }, {});
    expect(versions.map(({ reason }) => reason)).toEqual(['found', 'found', 'save', 'found']);
  });

  test('is noticed by another process on the same home', async () => {
    const { folder, home, services, store } = await setUp();
    const second = temporaryServices(home);
    await openFolder(second, folder);
    await save(services, store, 'by me');
    await second.documents.open(store, key, {});
    const told: AppEvent[] = [];
    second.events.onEmit((event) => event.kind === 'edits' && told.push(event));
    await writeFile(join(folder, key), 'by a later run');
    await vi.waitUntil(async () => (await replaced(second, store)).length > 0, { timeout: 18_000 });
    await vi.waitUntil(() => told.length > 0, { timeout: 18_000 });
  });

  test('is settled by a save over what took its place', async () => {
    const { folder, services, store } = await setUp();
    await save(services, store, 'by me');
    await writeFile(join(folder, key), 'by a later run');
    await vi.waitUntil(async () => (await services.edits.replaced(store)).length > 0, { timeout: 18_000 });
    await save(services, store, 'by me and a later run');
    expect(await services.edits.replaced(store)).toEqual([]);
    const { edits } = await services.edits.list(store, { cursor: null, limit: 5 });
    expect(edits.map(({ fate, settled }) => [fate, settled])).toEqual([
      ['there', false],
      ['replaced', true],
    ]);
  });
});

test('a file that cannot be read, or is gone, holds up no other', async () => {
  const { folder, home, services, store } = await setUp();
  await save(services, store, 'by me', other);
  await save(services, store, 'by me');
  await services.close();
  await writeFile(join(folder, key), 'by a later run');
  await rm(join(folder, other));
  const later = temporaryServices(home);
  await openFolder(later, folder);
  await vi.waitUntil(async () => (await later.edits.replaced(store)).length > 0, { timeout: 18_000 });
  await vi.waitUntil(
    async () =>
      (await later.edits.list(store, { cursor: null, limit: 5 })).edits.some(
        ({ fate }) => fate === 'deleted',
      ),
    { timeout: 18_000 },
  );
});

test('in a bucket, only the edited files are asked for when it is opened, and read only if they are others', async () => {
  const server = await startS3Server();
  onTestFinished(() => server.close());
  server.createBucket('memory');
  for (const name of ['a', 'b', 'c']) server.put('memory', `sessions/${name}/session.json`, '{}');
  for (const name of [key, other]) server.put('memory', name, 'by a run');
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const location: S3Location = {
    kind: 's3',
    bucket: 'memory',
    prefix: '',
    endpoint,
    region,
    pathStyle: true,
    credentials: { kind: 'keys' as const },
    checksums: 'usual' as const,
    network: usualNetwork,
  };
  const open = async (services: Services) => {
    const keys = { accessKeyId, secretAccessKey };
    const result = await services.opening.openS3({ location, keys, readOnly: false, root: '' }, {});
    if (result.kind !== 'opened') throw new Error('It was not opened.');
    return result.store.id;
  };
  const home = temporaryFolder();
  const services = temporaryServices(home);
  const store = await open(services);
  await save(services, store, 'by me');
  await save(services, store, 'by me', other);
  await services.close();
  server.put('memory', key, 'by a later run');
  server.requests.length = 0;

  const later = temporaryServices(home);
  await open(later);
  await vi.waitUntil(async () => (await replaced(later, store)).length > 0, { timeout: 18_000 });
  expect(await replaced(later, store)).toEqual([lost]);
  const asked = server.requests.map(({ method, key: name }) => `${method} ${name}`).toSorted();
  expect(asked).toEqual([`GET ${key}`, `HEAD ${key}`, `HEAD ${other}`]);
});
