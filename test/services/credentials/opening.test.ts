import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWebHost } from '#hosts/web/host.ts';
import { toRpcError } from '#rpc/base.ts';
import { memorySecrets } from '#services/app/secrets.ts';
import { CredentialSession } from '#services/credentials/session.ts';
import type { Services } from '#services/index.ts';
import { type S3Location, s3Location } from '#shared/model/s3-location.ts';
import { Issued } from '../../s3-server/issued.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { failureOf } from '../../storage/contract/helpers.ts';
import { temporaryFolder, temporaryServices } from '../../support/home.ts';

let server: S3TestServer;
const issued = new Issued();
const request = { readOnly: false, root: '' };

beforeAll(async () => {
  server = await startS3Server({ issued });
  server.createBucket('memory');
  server.put('memory', 'sessions/a/session.json', '{}');
});

beforeEach(() => {
  server.fault = undefined;
});

afterAll(() => server.close());

function place(said: Partial<S3Location> = {}): S3Location {
  return s3Location({ bucket: 'memory', endpoint: server.endpoint, credentials: { kind: 'keys' }, ...said });
}

function fresh() {
  const { expiration: _, ...keys } = issued.give(60_000);
  return keys;
}

async function open(services: Services, said: Partial<S3Location> = {}, keys = fresh()) {
  const result = await services.opening.openS3({ ...request, location: place(said), keys }, {});
  if (result.kind !== 'opened') throw new Error('It was asked which is the root.');
  return { store: result.store.id, keys };
}

describe('the keys of a bucket', () => {
  test('stay for another bucket or prefix of the same endpoint, and are asked for at another', async () => {
    const services = temporaryServices();
    const { store } = await open(services);
    const other = await startS3Server();
    try {
      const elsewhere = { ...request, location: place({ endpoint: other.endpoint }), store };
      expect(await failureOf(services.opening.openS3(elsewhere, {}))).toMatchObject({ code: 'SIGN_IN' });
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
    const moved = { ...request, location: place({ prefix: 'sessions/a' }), store };
    const result = await services.opening.openS3(moved, {});
    expect(result).toMatchObject({ kind: 'opened', store: { signIn: { state: 'good', asks: 'keys' } } });
  });

  test('are asked for where they are kept no more, by who can be asked, and kept again', async () => {
    const home = temporaryFolder();
    const first = temporaryServices(home);
    const { store } = await open(first);
    await first.stores.closeAll();
    const services = temporaryServices(home);
    expect(await failureOf(services.opening.connect(store, {}))).toMatchObject({ code: 'SIGN_IN' });

    const connected = services.opening.connect(store, { mayAsk: 'keys too' });
    const prompts = services.signIns.prompts.listen(undefined);
    let asked = (await prompts.next()).value ?? [];
    while (asked.length === 0) asked = (await prompts.next()).value ?? [];
    expect(asked).toMatchObject([{ kind: 'keys', store }]);
    services.signIns.prompts.answer(asked[0]?.id ?? '', { kind: 'keys', keys: fresh() });
    expect(await connected).toMatchObject({ id: store, state: 'open' });
    await services.stores.close(store);
    expect(await services.opening.connect(store, {})).toMatchObject({
      state: 'open',
      signIn: { state: 'good' },
    });
  });

  test('are kept, too, where the page that began to sign in was loaded anew meanwhile', async () => {
    const home = temporaryFolder();
    const secrets = memorySecrets();
    const services = temporaryServices(home, secrets);
    const { store } = await open(services);
    issued.expire();
    await failureOf(services.stores.reader(store).backend.read('sessions/a/session.json'));
    const page = new AbortController();
    const begun = services.signIns.start(store, { signal: page.signal });
    await vi.waitUntil(() => services.signIns.prompts.list().length > 0);
    page.abort();
    expect(await failureOf(begun)).toMatchObject({ code: 'CANCELLED' });
    const keys = fresh();
    services.signIns.prompts.answer(services.signIns.prompts.list()[0]?.id ?? '', { kind: 'keys', keys });
    await vi.waitUntil(async () => (await secrets.get(`s3-keys:${store}`))?.includes(keys.accessKeyId));
  });

  test('are let go when the store is closed, or taken from the list', async () => {
    const services = temporaryServices();
    for (const end of ['close', 'forget'] as const) {
      const { store } = await open(services);
      const closed = vi.spyOn(CredentialSession.prototype, 'close');
      await services.stores[end](store);
      expect(closed).toHaveBeenCalledOnce();
      closed.mockRestore();
    }
  });

  test('are in no error, export, diagnosis or file of the app', async () => {
    const home = temporaryFolder();
    const services = temporaryServices(home);
    const { store, keys } = await open(services);
    const said: unknown[] = [];
    const context = { services, host: createWebHost() };
    const attempt = async (work: Promise<unknown>) => {
      const error = toRpcError(await work.then(String, (thrown: unknown) => thrown), context, ['test']);
      said.push(JSON.stringify(error), String(error), JSON.stringify(Object.values(Object(error))));
    };
    const { backend } = services.stores.reader(store);
    for (const code of ['AccessDenied', 'SignatureDoesNotMatch', 'Nonsense']) {
      // Servers repeat what they were sent.
      const extra = {
        AWSAccessKeyId: keys.accessKeyId,
        StringToSign: keys.sessionToken,
        Key: keys.secretAccessKey,
      };
      server.fault = () => ({ status: 403, code, extra });
      await attempt(backend.read('note'));
    }
    server.fault = () => ({ status: 200, body: `<broken>${keys.secretAccessKey}` });
    await attempt(backend.listLevel(''));
    server.fault = undefined;
    issued.expire();
    await attempt(backend.read('sessions/a/session.json'));
    await attempt(backend.read('sessions/a/session.json'));
    expect((await services.stores.list())[0]?.signIn).toMatchObject({ state: 'needed', asks: 'keys' });
    said.push(await services.connections.export([store]));
    said.push(await services.diagnostics({ host: 'web', version: '0' }));
    said.push(JSON.stringify(await services.stores.list()));
    services.log.flush();
    for (const name of await readdir(home, { recursive: true, withFileTypes: true })) {
      if (name.isFile()) said.push(await readFile(join(name.parentPath, name.name), 'latin1'));
    }
    expect(said.join('\n')).toContain('sessions/a');
    for (const secret of Object.values(keys)) {
      expect(said.findIndex((text) => String(text).includes(secret))).toBe(-1);
    }
  });
});
