import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { createWebHost } from '#hosts/web/host.ts';
import { createResources } from '#rpc/resources.ts';
import { router } from '#rpc/router.ts';

import { notHanded } from '#shared/model/text.ts';
import { handedUrl } from '#shared/resources.ts';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../support/home.ts';

const key = 'sessions/a/default/plan.md';

async function setUp() {
  const backend = new InMemoryStorage();
  const { version } = await backend.write(key, 'before');
  const services = temporaryServices();
  const store = await openStore(services, backend);
  const resources = createResources(services, async () => null);
  const put = (name: string, body: string | Uint8Array<ArrayBuffer>) =>
    resources(new Request(`http://127.0.0.1:1/${handedUrl(name)}`, { method: 'PUT', body }));
  const client = createRouterClient(router, { context: { services, host: createWebHost() } });
  const save = (handed: string, saveId = 'save-0001') =>
    client.documents.save({ store, key, base: version, text: { handed }, saveId });
  return { backend, put, save };
}

test('a large text is saved under the name that it was handed over by, its byte order mark included', async () => {
  const { backend, put, save } = await setUp();
  const text = `\uFEFF${'line é🙂\r\n'.repeat(300_000)}`;
  expect((await put('text-0001', text)).status).toBe(204);
  await save('text-0001');
  expect((await backend.read(key)) === text).toBe(true);
});

test('a save that is asked for again needs its text no more', async () => {
  const { backend, put, save } = await setUp();
  await put('text-0001', 'mine');
  const first = await save('text-0001');
  await backend.write(key, 'a run wrote this after');
  expect(await save('text-0001')).toEqual(first);
  expect(await backend.read(key)).toBe('a run wrote this after');
});

test('a save whose text did not come says so, and works once it has', async () => {
  const { backend, put, save } = await setUp();
  await expect(save('text-0001')).rejects.toMatchObject({ code: 'INVALID', data: { cause: notHanded } });
  await put('text-0002', 'mine');
  await save('text-0002');
  expect(await backend.read(key)).toBe('mine');
});

test.each([
  ['no', 'text', 400],
  ['text-0001', new Uint8Array([0xff]), 400],
  ['text-0001', 'x'.repeat(33 * 1024 * 1024), 413],
])('what is no name, no UTF-8 or too much is refused', async (name, body, status) => {
  const { put } = await setUp();
  expect((await put(name, body)).status).toBe(status);
});
