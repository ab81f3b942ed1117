import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memorySecrets } from '#services/app/secrets.ts';
import { exported } from '#services/connections/exported.ts';
import type { Services } from '#services/index.ts';
import { StoreError } from '#shared/errors.ts';
import { type S3Location, s3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { failureOf } from '../../storage/contract/helpers.ts';
import { temporaryFolder, temporaryServices } from '../../support/home.ts';

const keys = { accessKeyId: 'planted-id', secretAccessKey: 'planted-secret' };
const bucket = (said: Partial<S3Location> = {}) =>
  s3Location({ bucket: 'agents', prefix: 'memory', endpoint: 'http://127.0.0.1:9', ...said });
const settings = { name: 'Agents', folder: '', colour: null, readOnly: false };

function add({ connections }: Services, name: string, said: Partial<S3Location> = {}, folder = '') {
  return connections.save({ ...settings, name, folder, store: null, location: bucket(said) });
}

const names = async ({ stores }: Services) => (await stores.list()).map(({ name }) => name);

describe('a connection', () => {
  test('is kept without connecting, and is there after a restart', async () => {
    const home = temporaryFolder();
    const saved = await add(temporaryServices(home), 'Agents', {}, 'Production');
    const [again] = await temporaryServices(home).stores.list();
    expect(again).toEqual(saved);
    expect(again).toMatchObject({ state: 'remembered', folder: 'Production', lastOpenedAt: null });
  });

  test.each([
    'https://me:planted@host.example',
    'https://KEY:se/planted@host.example',
    'https://KEY:1/planted@host.example',
  ])('is not kept with a password in the address of its server or proxy: %s', async (address) => {
    const home = temporaryFolder();
    const services = temporaryServices(home);
    const network = { ...usualNetwork, proxy: address };
    for (const said of [{ endpoint: address }, { network }]) {
      const failure = await failureOf(add(services, 'Agents', said));
      expect([failure.code, failure.message]).toEqual([
        'INVALID',
        expect.stringContaining('name or password'),
      ]);
      if (!address.includes(':1/'))
        expect(JSON.stringify([failure.message, failure.data])).not.toContain('planted');
    }
    expect(await services.stores.list()).toEqual([]);
  });

  test('keeps its id where only the way to its place is changed', async () => {
    const services = temporaryServices();
    const { id } = await add(services, 'Agents');
    const location = bucket({ credentials: { kind: 'profile', profile: 'dev' }, pathStyle: false });
    const saved = await services.connections.save({ ...settings, store: id, location, colour: 'red' });
    expect(saved).toMatchObject({ id, location, colour: 'red' });
    expect(await services.stores.list()).toHaveLength(1);
  });

  test('of Amazon is the same place after its region was mended, but not in another partition', async () => {
    const services = temporaryServices();
    const { id } = await add(services, 'Agents', { endpoint: null, region: 'us-east-1' });
    const mended = bucket({ endpoint: null, region: 'eu-central-1' });
    expect(await services.connections.save({ ...settings, store: id, location: mended })).toMatchObject({
      id,
    });
    const elsewhere = bucket({ endpoint: null, region: 'cn-north-1' });
    const moved = await services.connections.save({ ...settings, store: id, location: elsewhere });
    expect(moved.id).not.toBe(id);
  });

  test('that leads to another place gets the id of that place, and stands where it stood', async () => {
    const services = temporaryServices();
    const { id } = await add(services, 'first');
    await add(services, 'second', { bucket: 'other' });
    const moved = await services.connections.save({
      ...settings,
      name: 'first',
      store: id,
      location: bucket({ prefix: 'elsewhere' }),
    });
    expect(moved.id).not.toBe(id);
    expect(await names(services)).toEqual(['first', 'second']);
    // Whoever goes back finds the drafts and the history of the place.
    const back = await services.connections.save({ ...settings, store: moved.id, location: bucket() });
    expect(back.id).toBe(id);
  });

  test('beside another one to the same place has an id of its own', async () => {
    const services = temporaryServices();
    const [one, other] = [await add(services, 'read'), await add(services, 'write')];
    expect(other.id).not.toBe(one.id);
    expect(await names(services)).toEqual(['read', 'write']);
  });

  test('is duplicated with its keys, just below it', async () => {
    const services = temporaryServices();
    const location = bucket({ credentials: { kind: 'keys' } });
    const { id } = await services.connections.save({ ...settings, store: null, location, keys });
    await add(services, 'last', { bucket: 'other' });
    const copy = await services.connections.duplicate(id);
    await services.connections.duplicate(id);
    expect(await names(services)).toEqual(['Agents', 'Agents (copy 2)', 'Agents (copy)', 'last']);
    // It would be refused without them.
    expect(await services.opening.connect(copy.id, {})).toMatchObject({ state: 'open' });
  });
});

describe('keys of a connection that is only saved', () => {
  const location = bucket({ credentials: { kind: 'keys' } });

  const form = randomUUID();

  /** Keys are tried out in a form, where nothing answers. */
  async function tryOut({ opening }: Services, store: string | null = null) {
    const tried = opening.openS3({ location, keys, store, form, readOnly: false }, {});
    await expect(tried).rejects.toMatchObject({ code: 'UNREACHABLE' });
  }

  test('are those that its form has sent before, to try them', async () => {
    const services = temporaryServices();
    await tryOut(services);
    const { id } = await services.connections.save({ ...settings, store: null, form, location });
    expect(await services.opening.connect(id, {})).toMatchObject({ state: 'open' });
  });

  test('are never those that were tried in the form of another connection to that server', async () => {
    const services = temporaryServices();
    const { id } = await services.connections.save({ ...settings, store: null, location });
    await tryOut(services, id);
    const next = { ...settings, store: null, form: randomUUID(), location };
    const other = await services.connections.save(next);
    await expect(services.opening.connect(other.id, {})).rejects.toMatchObject({ code: 'SIGN_IN' });
  });

  test('are never those of a new form that was given up, nor does an import take those of one', async () => {
    const services = temporaryServices();
    await tryOut(services);
    // As an import does: there is no form.
    const imported = await services.connections.save({ ...settings, store: null, location });
    await expect(services.opening.connect(imported.id, {})).rejects.toMatchObject({ code: 'SIGN_IN' });
    services.connections.forgetForm(form);
    const next = await services.connections.save({ ...settings, store: null, form, location });
    await expect(services.opening.connect(next.id, {})).rejects.toMatchObject({ code: 'SIGN_IN' });
  });

  test('are found again by their form where the connection was removed meanwhile', async () => {
    const services = temporaryServices();
    const { id } = await services.connections.save({ ...settings, store: null, location });
    await services.connections.remove(id);
    const vain = services.connections.save({ ...settings, store: id, form, location, keys });
    await expect(vain).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const anew = await services.connections.save({ ...settings, store: null, form, location });
    expect(await services.opening.connect(anew.id, {})).toMatchObject({ state: 'open' });
  });

  test('go along to another bucket of the same server, and to no other server', async () => {
    const services = temporaryServices();
    const { id } = await services.connections.save({ ...settings, store: null, location, keys });
    const moved = { ...location, bucket: 'other' };
    const there = await services.connections.save({ ...settings, store: id, location: moved });
    expect(await services.opening.connect(there.id, {})).toMatchObject({ state: 'open' });
    const elsewhere = { ...location, endpoint: 'http://127.0.0.1:8' };
    const away = await services.connections.save({ ...settings, store: there.id, location: elsewhere });
    await expect(services.opening.connect(away.id, {})).rejects.toMatchObject({ code: 'SIGN_IN' });
  });
});

describe('whether keys are at hand', () => {
  const location = bucket({ credentials: { kind: 'keys' } });

  test('is so until a restart where they are kept in memory, and not for another endpoint', async () => {
    const home = temporaryFolder();
    const before = temporaryServices(home);
    const { id } = await before.connections.save({ ...settings, store: null, location, keys });
    expect(await before.connections.keysKept(id)).toBe(true);
    expect(await temporaryServices(home).connections.keysKept(id)).toBe(false);

    const elsewhere = { ...location, endpoint: 'http://127.0.0.1:8' };
    const moved = await before.connections.save({ ...settings, store: id, location: elsewhere });
    expect(await before.connections.keysKept(moved.id)).toBe(false);
  });
});

describe('keys of a connection that is changed', () => {
  const location = bucket({ credentials: { kind: 'keys' } });
  const profile = bucket({ credentials: { kind: 'profile', profile: 'dev' } });

  test.each([
    [
      'saved',
      (services: Services, id: string, changed: S3Location) =>
        services.connections.save({ ...settings, store: id, location: changed }),
    ],
    [
      'opened',
      (services: Services, id: string, changed: S3Location) =>
        services.opening.openS3({ location: changed, store: id, readOnly: false, root: '' }, {}),
    ],
  ])('are forgotten where it leads elsewhere, when it is %s', async (_, change) => {
    const secrets = memorySecrets();
    const services = temporaryServices(temporaryFolder(), secrets);
    const { id } = await services.connections.save({ ...settings, store: null, location, keys });
    await change(services, id, { ...location, bucket: 'other' });
    expect(await secrets.get(`s3-keys:${id}`)).toBeNull();
    const [moved] = await services.stores.list();
    expect(await secrets.get(`s3-keys:${moved?.id}`)).toContain('planted');
  });

  test('are forgotten where it is used with none', async () => {
    const secrets = memorySecrets();
    const services = temporaryServices(temporaryFolder(), secrets);
    const { id } = await services.connections.save({ ...settings, store: null, location, keys });
    await services.connections.save({ ...settings, store: id, location: profile });
    expect(await secrets.get(`s3-keys:${id}`)).toBeNull();
  });
});

describe('where keys cannot be kept', () => {
  const full = () => ({
    ...memorySecrets(),
    set: async () => {
      throw new StoreError('NO_SPACE', 'The disk is full.');
    },
  });
  const location = bucket({ credentials: { kind: 'keys' } });

  test('a connection is not added, however often that is tried', async () => {
    const services = temporaryServices(temporaryFolder(), full());
    for (const _ of [1, 2]) {
      const saved = services.connections.save({ ...settings, store: null, location, keys });
      await expect(saved).rejects.toThrow('The disk is full.');
    }
    expect(await services.stores.list()).toEqual([]);
  });

  test('a bucket is opened all the same, and says so', async () => {
    const services = temporaryServices(temporaryFolder(), full());
    const request = { location, keys, store: null, readOnly: false, root: '' };
    const opened = await services.opening.openS3(request, {});
    const problem = expect.stringMatching(/keys could not be kept.*The disk is full/);
    const expected = { state: 'open', problem, problemCode: 'SIGN_IN' };
    expect(opened).toMatchObject({ store: expected });
    expect(await services.stores.list()).toMatchObject([expected]);
  });
});

describe('where the file of secrets can no longer be used', () => {
  /** From `fail` on, what is named fails; all of it, if nothing is named. */
  function failing() {
    const secrets = memorySecrets();
    let failed: readonly string[] = [];
    const guarded = <Name extends keyof typeof secrets>(name: Name) => {
      const call = secrets[name].bind(secrets) as (...args: string[]) => Promise<unknown>;
      return async (...args: string[]) => {
        if (failed.includes(name)) throw new StoreError('FORBIDDEN', 'Others may read the file.');
        return call(...args);
      };
    };
    return {
      secrets,
      store: { get: guarded('get'), set: guarded('set'), delete: guarded('delete') } as typeof secrets,
      fail: (...names: (keyof typeof secrets)[]) => {
        failed = names.length > 0 ? names : ['get', 'set', 'delete'];
      },
    };
  }

  const location = bucket({ credentials: { kind: 'keys' } });
  const refused = { code: 'FORBIDDEN', message: 'Others may read the file.' };

  async function withKeys() {
    const file = failing();
    const services = temporaryServices(temporaryFolder(), file.store);
    const { id } = await services.connections.save({ ...settings, store: null, location, keys });
    await services.opening.connect(id, {});
    return { ...file, services, id };
  }

  test('a connection that uses no keys is removed all the same, and comes back', async () => {
    const { services, fail } = await withKeys();
    const { id } = await add(services, 'plain', { bucket: 'other' });
    fail();
    await services.connections.remove(id);
    expect(await names(services)).toEqual(['Agents']);
    await services.connections.restore(id);
    await services.connections.duplicate(id);
    expect(await names(services)).toEqual(['Agents', 'plain', 'plain (copy)']);
  });

  test('one that uses keys stays as it is, open and in the list, whatever is to be done to it', async () => {
    const { services, id, fail } = await withKeys();
    fail();
    const moved = { ...settings, name: 'moved', store: id, location: { ...location, bucket: 'other' } };
    for (const change of [
      () => services.connections.remove(id),
      () => services.connections.duplicate(id),
      () => services.connections.save(moved),
    ]) {
      await expect(change()).rejects.toMatchObject(refused);
      expect(await services.stores.list()).toMatchObject([
        { id, name: 'Agents', state: 'open', signIn: { asks: 'keys', state: 'good' } },
      ]);
    }
  });

  test('keys of the place before are forgotten, though those of the new one cannot be kept', async () => {
    const { services, id, fail, secrets } = await withKeys();
    fail('set');
    const elsewhere = { ...location, bucket: 'other' };
    const opened = { location: elsewhere, keys, store: id, readOnly: false, root: '' };
    expect(await services.opening.openS3(opened, {})).toMatchObject({
      store: { state: 'open', problem: expect.stringContaining(refused.message) },
    });
    expect(await secrets.get(`s3-keys:${id}`)).toBeNull();
  });
});

describe('taking one from the list', () => {
  test('leaves one alone, when it is undone, that has come into its place, keys and all', async () => {
    const secrets = memorySecrets();
    const services = temporaryServices(temporaryFolder(), secrets);
    const location = bucket({ credentials: { kind: 'keys' } });
    const { id } = await services.connections.save({ ...settings, store: null, location, keys });
    await services.connections.remove(id);
    const newer = { ...keys, secretAccessKey: 'newer' };
    await services.connections.save({ ...settings, name: 'newer', store: null, location, keys: newer });
    const back = await services.connections.restore(id);
    expect(back.id).not.toBe(id);
    expect((await names(services)).sort()).toEqual(['Agents', 'newer']);
    expect(await secrets.get(`s3-keys:${id}`)).toContain('newer');
    expect(await secrets.get(`s3-keys:${back.id}`)).toContain('planted-secret');
  });

  test('can be undone, with its place in the list and its keys', async () => {
    const services = temporaryServices();
    const location = bucket({ credentials: { kind: 'keys' } });
    const { id } = await services.connections.save({ ...settings, store: null, location, keys });
    await add(services, 'last', { bucket: 'other' });
    await services.connections.remove(id);
    expect(await names(services)).toEqual(['last']);
    expect(await services.connections.restore(id)).toMatchObject({ id, state: 'remembered' });
    expect(await names(services)).toEqual(['Agents', 'last']);
    expect(await services.opening.connect(id, {})).toMatchObject({ state: 'open' });
    await expect(services.connections.restore(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('forgets its keys', async () => {
    const services = temporaryServices();
    const location = bucket({ credentials: { kind: 'keys' } });
    const { id } = await services.connections.save({ ...settings, store: null, location, keys });
    await services.connections.remove(id);
    await services.connections.save({ ...settings, store: null, location });
    await expect(services.opening.connect(id, {})).rejects.toMatchObject({ code: 'SIGN_IN' });
  });
});

test('the order and the folders of the list are as they were arranged, after a restart too', async () => {
  const home = temporaryFolder();
  const services = temporaryServices(home);
  const [a, b, c] = [
    await add(services, 'a', { bucket: 'aaa' }),
    await add(services, 'b', { bucket: 'bbb' }),
    await add(services, 'c', { bucket: 'ccc' }),
  ];
  await services.stores.arrange([
    { store: c.id, folder: 'Production' },
    { store: a.id, folder: '' },
  ]);
  for (const each of [services, temporaryServices(home)]) {
    expect((await each.stores.list()).map(({ name, folder }) => [name, folder])).toEqual([
      ['c', 'Production'],
      ['a', ''],
      ['b', b.folder],
    ]);
  }
});

test('putting the list into order brings nothing back that another process has removed', async () => {
  const home = temporaryFolder();
  const services = temporaryServices(home);
  const [a, b] = [await add(services, 'a', { bucket: 'aaa' }), await add(services, 'b', { bucket: 'bbb' })];
  const other = temporaryServices(home);
  await other.connections.remove(a.id);
  await services.stores.arrange([b, a].map(({ id }) => ({ store: id, folder: '' })));
  expect(await names(temporaryServices(home))).toEqual(['b']);
});

test('what another process has changed of a connection stays, whatever is done here', async () => {
  const home = temporaryFolder();
  const services = temporaryServices(home);
  const [a, b] = [await add(services, 'a', { bucket: 'aaa' }), await add(services, 'b', { bucket: 'bbb' })];
  const other = temporaryServices(home);
  const location = bucket({ bucket: 'aaa', credentials: { kind: 'profile', profile: 'dev' } });
  await other.connections.save({ ...settings, name: 'a', readOnly: true, store: a.id, location });
  await services.stores.arrange([b, a].map(({ id }) => ({ store: id, folder: 'Production' })));
  await services.connections.duplicate(b.id);
  await services.stores.update(a.id, { colour: 'red' });
  const [, , after] = await temporaryServices(home).stores.list();
  expect(after).toMatchObject({ name: 'a', folder: 'Production', colour: 'red', readOnly: true, location });
});

describe('a file of connections', () => {
  test('holds no secret, and brings connections back as they were', async () => {
    const services = temporaryServices();
    const network = { ...usualNetwork, proxy: 'http://proxy.example:3128' };
    const location = bucket({ credentials: { kind: 'keys' }, network });
    const saved = await services.connections.save({
      ...settings,
      folder: 'Staging',
      colour: 'violet',
      readOnly: true,
      store: null,
      location,
      keys,
    });
    const folder = join(temporaryFolder(), 'store');
    mkdirSync(join(folder, 'sessions'), { recursive: true });
    await services.opening.openFolder({ path: folder, readOnly: false, root: '' }, {});
    const ids = (await services.stores.list()).map(({ id }) => id);
    const text = await services.connections.export(ids);
    expect(text).not.toContain('planted');

    const [s3, plain] = await temporaryServices().connections.readExport(text);
    expect(s3).toEqual({
      ...{ name: 'Agents', folder: 'Staging', colour: 'violet', readOnly: true },
      location,
      ...{ about: '', problem: null, known: null },
    });
    expect(plain).toMatchObject({ location: { kind: 'folder', path: folder } });
    expect(await services.connections.readExport(text)).toMatchObject([
      { known: saved.id },
      { known: ids[1] },
    ]);
  });

  test.each(['https://me:planted@host.example', 'https://KEY:se/planted@host.example'])(
    'passes on no password of an address, nor takes one in: %s',
    async (address) => {
      const network = { ...usualNetwork, proxy: 'http://me:planted@proxy.example' };
      const entry = { ...settings, location: bucket({ endpoint: address, network }) };
      expect(exported([entry])).not.toContain('planted');
      const file = { format: 'agentflow-connections', version: 1, connections: [entry] };
      const read = await temporaryServices().connections.readExport(JSON.stringify(file));
      expect(read).toMatchObject([
        { location: { endpoint: 'https://host.example', network: { proxy: 'http://proxy.example' } } },
      ]);
      expect(JSON.stringify(read)).not.toContain('planted');
    },
  );

  test('says of each entry what is wrong with it, and of a file of another kind that it is one', async () => {
    const { connections } = temporaryServices();
    const good = { name: 'good', location: bucket() };
    const bad = { name: 'bad', location: { ...bucket(), region: 7 } };
    const file = (version: number, entries: unknown[]) =>
      JSON.stringify({ format: 'agentflow-connections', version, connections: entries });
    expect(await connections.readExport(file(1, [bad, good, 3]))).toMatchObject([
      { name: 'bad', location: null, problem: expect.stringContaining('location.region') },
      { name: 'good', location: good.location, problem: null, folder: '', colour: null, readOnly: false },
      { name: 'Entry 3', location: null, problem: expect.stringContaining('cannot be used') },
    ]);
    for (const text of ['', '[]', '{"format":"other","connections":[]}']) {
      await expect(connections.readExport(text)).rejects.toMatchObject({ code: 'INVALID' });
    }
    await expect(connections.readExport(file(2, []))).rejects.toThrow(/newer version/);
  });
});
