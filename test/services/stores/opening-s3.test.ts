import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openFromCommandLine } from '#services/stores/command-line.ts';
import type { OpenS3 } from '#shared/contract/stores.ts';
import { type S3Location, s3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { type S3TestServer, type SeenRequest, startS3Server } from '../../s3-server.ts';
import { temporaryServices } from '../../support/home.ts';

let server: S3TestServer;

beforeAll(async () => {
  server = await startS3Server();
  for (const bucket of ['acme', 'other']) {
    server.createBucket(bucket);
    server.put(bucket, 'team/memory/sessions/one/session.json', '{}');
    server.put(bucket, 'team/second/sessions/two/session.json', '{}');
  }
});

afterEach(() => {
  server.fault = undefined;
  server.requests.length = 0;
});

afterAll(() => server.close());

const place = (said: Partial<S3Location> = {}) =>
  s3Location({
    ...{ bucket: 'acme', prefix: 'team/memory', endpoint: server.endpoint },
    ...{ credentials: { kind: 'keys' }, ...said },
  });

async function open(services: ReturnType<typeof temporaryServices>, said: Partial<OpenS3> = {}) {
  const { accessKeyId, secretAccessKey } = server;
  const keys = { accessKeyId, secretAccessKey };
  const result = await services.opening.openS3({ location: place(), readOnly: false, keys, ...said }, {});
  if (result.kind !== 'opened') throw new Error('There is nothing to choose.');
  return result.store;
}

/** Lets everything be done below a prefix, and nothing else: no bucket is listed or looked at. */
function onlyBelow(prefix: string): void {
  server.fault = ({ key, query }: SeenRequest) => {
    const allowed = key === '' ? (query.prefix ?? '').startsWith(prefix) : key.startsWith(prefix);
    return allowed ? undefined : { status: 403, code: 'AccessDenied' };
  };
}

describe('rights below a prefix alone', () => {
  test('are enough to open the store there, and to list and read in it', async () => {
    onlyBelow('team/memory/');
    const services = temporaryServices();
    const { id } = await open(services);
    const { backend } = services.stores.reader(id);
    expect((await backend.listLevel('sessions')).folders).toEqual(['one']);
    expect(await backend.read('sessions/one/session.json')).toBe('{}');
  });

  test('may even begin at sessions/', async () => {
    onlyBelow('team/memory/sessions/');
    const services = temporaryServices();
    expect(await open(services)).toMatchObject({ place: 's3://acme/team/memory' });
  });

  test('say at the root of the bucket that a prefix is wanted', async () => {
    onlyBelow('team/memory/');
    const services = temporaryServices();
    await expect(open(services, { location: place({ prefix: '' }) })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/may not list the whole bucket\. Fill in the prefix/),
    });
    await expect(open(services, { location: place({ prefix: 'team' }) })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.not.stringContaining('whole bucket'),
    });
    expect(await services.stores.list()).toEqual([]);
  });
});

test('opening asks neither which buckets there are nor for the bucket itself', async () => {
  await open(temporaryServices());
  const asked = server.requests.map(({ method, bucket, query }) => [method, bucket, query['list-type']]);
  for (const request of asked) expect(request).toEqual(['GET', 'acme', '2']);
});

describe('a bucket that is opened from the form of a connection', () => {
  test('is a new connection where none is meant, whatever else leads there', async () => {
    const services = temporaryServices();
    const first = await open(services, { store: null, name: 'first' });
    const second = await open(services, { store: null, name: 'second' });
    expect(second.id).not.toBe(first.id);
    // From elsewhere, it is the one that was there first.
    expect(await open(services)).toMatchObject({ id: first.id, name: 'first' });
    expect(await services.stores.list()).toHaveLength(2);
  });

  test('keeps its id, its looks and its place in the list', async () => {
    const services = temporaryServices();
    const { id } = await open(services, { store: null, name: 'mine', folder: 'Work', colour: 'red' });
    await open(services, { store: null, location: place({ bucket: 'other' }) });
    const network = { ...usualNetwork, idleSeconds: 20 };
    const again = await open(services, { store: id, location: place({ network }) });
    expect(again).toMatchObject({ id, name: 'mine', folder: 'Work', colour: 'red', state: 'open' });
    expect((await services.stores.list())[0]).toMatchObject({ id, location: { network } });
  });

  test('takes the place of the connection whose place was changed', async () => {
    const services = temporaryServices();
    const { id } = await open(services, { store: null, name: 'mine', folder: 'Work', colour: 'red' });
    await open(services, { store: null, location: place({ bucket: 'other' }) });
    const moved = await open(services, { store: id, location: place({ prefix: 'team/second' }) });
    expect(moved.id).not.toBe(id);
    expect(moved).toMatchObject({ name: 'mine', folder: 'Work', colour: 'red' });
    expect((await services.stores.list()).map((store) => store.place)).toEqual([
      's3://acme/team/second',
      's3://other/team/memory',
    ]);
    expect(services.stores.isOpen(id)).toBe(false);
  });

  test('may be written to again when its form says so, and from nowhere else', async () => {
    const services = temporaryServices();
    const { id } = await open(services, { store: null, readOnly: true });
    expect(await open(services, { readOnly: false })).toMatchObject({ id, readOnly: true });
    expect(await open(services, { store: id, readOnly: false })).toMatchObject({ id, readOnly: false });
  });
});

describe('a bucket that is named on the command line', () => {
  const network = { ...usualNetwork, idleSeconds: 20 };

  /** A connection of the list, closed; the environment says another way there, which is refused. */
  async function known(readOnly = false) {
    const services = temporaryServices();
    vi.stubEnv('S3_ENDPOINT', server.endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', server.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', server.secretAccessKey);
    onTestFinished(() => void vi.unstubAllEnvs());
    const location = place({ network, checksums: 'when-required' });
    const store = await open(services, { store: null, name: 'mine', location, readOnly });
    await services.stores.close(store.id);
    return { services, store };
  }

  test.each(['s3://acme/team/memory', 's3://acme/team/memory/sessions'])(
    'and is in the list is opened as it is set up there: %s',
    async (address) => {
      const { services, store } = await known();
      const named = { stores: [address], readOnly: false };
      expect(await openFromCommandLine(services, named)).toEqual([]);
      expect(await services.stores.list()).toEqual([
        {
          ...store,
          lastOpenedAt: expect.any(Number),
          state: 'open',
          signIn: { ...store.signIn, generation: expect.any(Number) },
        },
      ]);
    },
  );

  test('may be opened read-only, and is not made writable', async () => {
    const { services } = await known();
    await openFromCommandLine(services, { stores: ['s3://acme/team/memory'], readOnly: true });
    expect(await services.stores.list()).toMatchObject([{ state: 'open', readOnly: true }]);
    const other = (await known(true)).services;
    await openFromCommandLine(other, { stores: ['s3://acme/team/memory'], readOnly: false });
    expect(await other.stores.list()).toMatchObject([{ state: 'open', readOnly: true }]);
  });
});
