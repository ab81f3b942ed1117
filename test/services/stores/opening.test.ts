import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Services } from '#services/index.ts';
import { openFromCommandLine } from '#services/stores/command-line.ts';
import { mustBeFolder } from '#services/stores/root-folder.ts';
import { StoreError } from '#shared/errors.ts';
import { usualNetwork } from '#shared/model/s3-location.ts';
import { owner, tempName } from '#storage/filesystem/names.ts';
import { temporaryFolder, temporaryServices } from '../../support/home.ts';

function storeFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sessions', 'a'), { recursive: true });
  writeFileSync(join(folder, 'sessions', 'a', 'session.json'), '{}');
  return folder;
}

async function open({ opening }: Services, path: string, readOnly = false) {
  const result = await opening.openFolder({ path, readOnly, root: '' }, {});
  if (result.kind !== 'opened') throw new Error('There is nothing to choose.');
  return result.store;
}

/** Address of a server that takes connections and never says a word. */
async function silentServer(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('opening a folder', () => {
  test('says what is wrong with one that is not there, or is a file', async () => {
    const services = temporaryServices();
    const folder = storeFolder();
    await expect(open(services, join(folder, 'gone'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: `There is no folder “${join(folder, 'gone')}”. Choose the folder that holds sessions/.`,
    });
    await expect(open(services, join(folder, 'sessions/a/session.json'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('This is a file and no folder'),
    });
    expect(await services.stores.list()).toEqual([]);
  });

  test('clears away what a crash has left half done, unless it is read-only', async () => {
    const folder = storeFolder();
    const { pid } = spawnSync('true');
    const left = tempName('new').replace(owner, owner.replace(/\.\d+$/, `.${pid}`));
    writeFileSync(join(folder, left), 'half');
    await open(temporaryServices(), folder, true);
    expect(readdirSync(folder)).toContain(left);
    await open(temporaryServices(), folder);
    expect(readdirSync(folder)).toEqual(['sessions']);
  });

  test('gives up on a disk that does not answer', async () => {
    const dead = {
      listLevel: (_: string, { signal }: { signal?: AbortSignal | undefined } = {}) =>
        new Promise<never>((_, reject) =>
          signal?.addEventListener('abort', () => reject(new StoreError('CANCELLED', 'Stopped.'))),
        ),
    };
    await expect(mustBeFolder(dead, '/net/gone', {}, 10)).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('/net/gone'),
    });
  });

  test('that is open already changes nothing, and never lifts read-only', async () => {
    const services = temporaryServices();
    const folder = storeFolder();
    const first = await open(services, folder, true);
    const { backend } = services.stores.reader(first.id);
    expect(await open(services, folder, false)).toMatchObject({ id: first.id, readOnly: true });
    expect(services.stores.reader(first.id).backend).toBe(backend);
    expect(await services.stores.list()).toHaveLength(1);
  });
});

test('the requests made to a folder are counted and told', async () => {
  const services = temporaryServices();
  const { id } = await open(services, storeFolder());
  const { backend } = services.stores.writer(id, 'save');
  await backend.read('sessions/a/session.json');
  await backend.write('sessions/a/notes.md', 'new');
  await backend.listLevel('sessions');
  await expect
    .poll(async () => {
      for await (const event of services.events.listen(AbortSignal.timeout(300))) {
        if (event.kind === 'usage') return event.total.requests;
      }
      return backend.exists('sessions/a/session.json').then(() => null);
    })
    .toMatchObject({ put: 1, list: 1 });
});

describe('stores in memory', () => {
  test('keep what was changed in the sample when it is asked for again', async () => {
    const services = temporaryServices();
    const { id } = await services.opening.openMemory('sample');
    await services.stores.writer(id, 'save').backend.write('sessions/mine/session.json', '{}');
    expect(await services.opening.openMemory('sample')).toMatchObject({ id });
    expect(await services.stores.reader(id).backend.exists('sessions/mine/session.json')).toBe(true);
  });

  test('stay the same store when they are connected', async () => {
    const services = temporaryServices();
    const { id } = await services.opening.openMemory('empty');
    expect(await services.opening.connect(id, {})).toMatchObject({ id, state: 'open' });
    expect(await services.stores.list()).toHaveLength(1);
  });
});

describe('the list of stores', () => {
  test('loses nothing of what two processes on one home open', async () => {
    const home = temporaryFolder();
    const [one, other] = [temporaryServices(home), temporaryServices(home)];
    await Promise.all([one.stores.list(), other.stores.list()]);
    const folders = [storeFolder(), storeFolder(), storeFolder()];
    await Promise.all(folders.map((folder, at) => open(at === 0 ? one : other, folder)));
    const places = (await temporaryServices(home).stores.list()).map(({ place }) => place);
    expect(places.sort()).toEqual(folders.sort());
  });

  test('keeps entries that another version has written, and shows the rest', async () => {
    const home = temporaryFolder();
    const folder = storeFolder();
    await open(temporaryServices(home), folder);
    const file = join(home, 'stores.json');
    const strange = { id: 'x', location: { kind: 'database' } };
    writeFileSync(file, JSON.stringify([strange, ...JSON.parse(readFileSync(file, 'utf8'))]));
    const services = temporaryServices(home);
    expect(await services.stores.list()).toMatchObject([{ place: folder }]);
    await open(services, storeFolder());
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(3);
    expect(readFileSync(file, 'utf8')).toContain('database');
  });

  test('knows buckets that were written down when ways to sign in had no fields of their own', async () => {
    const home = temporaryFolder();
    const place = { bucket: 'agents', prefix: '', endpoint: null, region: 'eu-central-1', pathStyle: false };
    const location = { kind: 's3', ...place, credentials: 'profile', profile: 'dev' };
    const former = { id: 's3-1', name: 'agents', location, readOnly: true, lastOpenedAt: 1, open: false };
    writeFileSync(join(home, 'stores.json'), JSON.stringify([former]));
    const [store] = await temporaryServices(home).stores.list();
    expect(store).toMatchObject({
      name: 'agents',
      location: { ...place, credentials: { kind: 'profile', profile: 'dev' }, network: usualNetwork },
    });
  });
});

describe('stores of the command line', () => {
  test('have rows in the order in which they were named, while a slow one is still waited for', async () => {
    const services = temporaryServices();
    const folder = storeFolder();
    vi.stubEnv('S3_ENDPOINT', await silentServer());
    vi.stubEnv('S3_ACCESS_KEY_ID', 'id');
    vi.stubEnv('S3_SECRET_ACCESS_KEY', 'secret');
    onTestFinished(() => void vi.unstubAllEnvs());
    void openFromCommandLine(services, { stores: ['s3://slow/store', folder], readOnly: true });
    await expect
      .poll(async () => (await services.stores.list()).map(({ place, state }) => [place, state]), {
        timeout: 10_000,
      })
      .toEqual([
        ['s3://slow/store', 'opening'],
        [folder, 'open'],
      ]);
  });

  test('say in their rows what went wrong, and are not remembered for it', async () => {
    const home = temporaryFolder();
    const services = temporaryServices(home);
    const missing = join(home, 'missing');
    const problems = await openFromCommandLine(services, {
      stores: [missing, 'file://host/x'],
      readOnly: false,
    });
    expect(problems).toEqual([
      expect.stringContaining(`“${missing}” could not be opened. There is no folder`),
      expect.stringContaining('“file://host/x” could not be opened.'),
    ]);
    expect(await services.stores.list()).toMatchObject([
      {
        state: 'remembered',
        problem: expect.stringContaining('There is no folder'),
        problemCode: 'NOT_FOUND',
      },
    ]);
    await open(services, storeFolder());
    expect(await temporaryServices(home).stores.list()).toHaveLength(1);
  });

  test('leave no row where the root was found elsewhere', async () => {
    const services = temporaryServices();
    const folder = storeFolder();
    await openFromCommandLine(services, { stores: [join(folder, 'sessions')], readOnly: false });
    expect(await services.stores.list()).toMatchObject([{ place: folder, state: 'open' }]);
  });
});
