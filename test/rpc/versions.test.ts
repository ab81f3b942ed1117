import { describe, expect, test } from 'vitest';
import { createResources } from '#rpc/resources.ts';
import { versionUrl } from '#shared/resources.ts';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../support/home.ts';

const key = 'sessions/a/artifacts/page.html';
/** Whatever its size: in the database, and beside it. */
const sizes = { small: 1000, large: 3_000_000 };

async function setUp(size: number) {
  const bytes = new Uint8Array(size).map((_, at) => (at * at) >> 3);
  const backend = new InMemoryStorage();
  const { version } = await backend.writeBytes(key, bytes);
  const services = temporaryServices();
  const store = await openStore(services, backend);
  await services.stores.writer(store, 'delete').backend.delete(key, { ifVersion: version });
  const { versions } = await services.history.timeline(store, key, { cursor: null, limit: 9 }, {});
  const id = versions.at(-1)?.id ?? '';
  const handle = createResources(services, async () => null);
  const send = (address: string, init: RequestInit = {}) =>
    handle(new Request(`http://127.0.0.1:1/${address}`, init));
  return { services, bytes, store, id, send, url: versionUrl(store, key, id) };
}

const bodyOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe.each(Object.entries(sizes))('the bytes of a %s version', (_, size) => {
  test('are those of the file that is gone, sandboxed as every blob', async () => {
    const { send, url, bytes } = await setUp(size);
    const response = await send(url);
    expect(response.status).toBe(200);
    expect(Buffer.compare(await bodyOf(response), bytes)).toBe(0);
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
  });

  test('can be asked for by ranges, and for their number alone', async () => {
    const { send, url, bytes } = await setUp(size);
    for (const [first, last] of [
      [0, 9],
      [size - 5, size - 1],
      [300, 700],
    ] as const) {
      const response = await send(url, { headers: { range: `bytes=${first}-${last}` } });
      expect(response.status).toBe(206);
      expect(await bodyOf(response)).toEqual(bytes.slice(first, last + 1));
    }
    const head = await send(url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(size));
  });
});

test('a version that is not known answers 404, and a damaged address 400', async () => {
  const { send, store, url } = await setUp(10);
  expect((await send(versionUrl(store, key, '999'))).status).toBe(404);
  expect((await send(versionUrl(store, key, 'nonsense'))).status).toBe(404);
  expect((await send(`${url}*`)).status).toBe(400);
});
