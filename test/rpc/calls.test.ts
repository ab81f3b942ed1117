import { readFileSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { createWebHost } from '#hosts/web/host.ts';
import { router } from '#rpc/router.ts';
import { usualNetwork } from '#shared/model/s3-location.ts';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../support/home.ts';

async function setUp() {
  const services = temporaryServices();
  const host = createWebHost();
  const client = createRouterClient(router, { context: { services, host } });
  const store = await openStore(services, new InMemoryStorage());
  const logged = async () => {
    services.log.flush();
    return readFileSync(services.logFile, 'utf8');
  };
  return { client, store, logged };
}

describe('a call that fails', () => {
  test('says what failed, and leaves a line in the log', async () => {
    const { client, store, logged } = await setUp();
    const gone = client.documents.open({ store, key: 'sessions/a/gone.md' });
    await expect(gone).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: '“sessions/a/gone.md” is not in this store any more.',
    });
    await expect.poll(logged).toContain('"call":"documents.open","code":"NOT_FOUND"');
  });

  test('as a stream does the same', async () => {
    const { client, store, logged } = await setUp();
    const running = async () => {
      for await (const _ of await client.deletion.run({ store, target: { kind: 'session', session: 'x' } })) {
        // It has nothing to say.
      }
    };
    await expect(running()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect.poll(logged).toContain('"call":"deletion.run"');
  });

  test('gives away no key, in its answer or in the log', async () => {
    const { client, logged } = await setUp();
    const location = {
      kind: 's3' as const,
      bucket: 'b',
      prefix: '',
      region: 'us-east-1',
      pathStyle: true,
      credentials: { kind: 'keys' as const },
      checksums: 'usual' as const,
      network: usualNetwork,
    };
    const keys = { accessKeyId: 'AKIASWORDFISH', secretAccessKey: 'swordfish' };
    const failures = await Promise.all(
      ['http://me:swordfish@127.0.0.1:1', 'http://127.0.0.1:1', 'swordfish'].map((endpoint) =>
        client.stores
          .openS3({ location: { ...location, endpoint }, keys: { ...keys, sessionToken: endpoint } })
          .then(
            () => 'opened',
            (error: Error) => JSON.stringify({ ...error, message: error.message }),
          ),
      ),
    );
    expect(failures[0]).toContain('name or password');
    expect(failures[1]).toContain('UNREACHABLE');
    // The last one is the endpoint itself, which is no secret where it is no address.
    expect(failures.slice(0, 2).join()).not.toMatch(/swordfish/i);
    await expect.poll(async () => (await logged()).split('stores.openS3').length).toBe(4);
    expect((await logged()).replaceAll('endpoint “swordfish”', '')).not.toMatch(/swordfish/i);
  });
});
