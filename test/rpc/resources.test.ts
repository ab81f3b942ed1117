import { describe, expect, test } from 'vitest';
import { createResources } from '#rpc/resources.ts';
import { blobUrl, tagOf, toBase64Url } from '#shared/resources.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { FileSystemStorage, InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryFolder, temporaryServices } from '../support/home.ts';

const origin = 'http://127.0.0.1:1';
const key = 'sessions/a/artifacts/letters';
const letters = 'abcdefghij';
const bytesOf = async (response: Response) => new TextDecoder().decode(await response.arrayBuffer());
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

async function setUp(backend: StorageBackend = new InMemoryStorage(), options: { readOnly?: boolean } = {}) {
  await backend.write(key, letters);
  const services = temporaryServices();
  const store = await openStore(services, backend, options);
  const handle = createResources(services, async () => null);
  const send = (method: string, address: string, init: RequestInit = {}) =>
    handle(new Request(`${origin}/${address}`, { method, ...init }));
  return {
    backend,
    store,
    get: (range?: string, name = key) =>
      send('GET', blobUrl(store, name), range === undefined ? {} : { headers: { range } }),
    put: (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}, name = key) =>
      send('PUT', blobUrl(store, name), { body, headers, duplex: 'half' } as RequestInit),
    send,
  };
}

describe('reading a blob', () => {
  test('gives all bytes, their number and a tag', async () => {
    const { get, backend } = await setUp();
    const response = await get();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('10');
    expect(response.headers.get('etag')).toBe(tagOf((await backend.readBytes(key)).version));
    expect(await bytesOf(response)).toBe(letters);
  });

  test.each([
    ['bytes=0-3', 'abcd', 'bytes 0-3/10'],
    ['bytes=9-9', 'j', 'bytes 9-9/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=8-400', 'ij', 'bytes 8-9/10'],
    ['bytes=-2', 'ij', 'bytes 8-9/10'],
    ['bytes=-400', letters, 'bytes 0-9/10'],
  ])('answers %s by 206', async (range, expected, contentRange) => {
    const { get } = await setUp();
    const response = await get(range);
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(response.headers.get('content-length')).toBe(String(expected.length));
    expect(await bytesOf(response)).toBe(expected);
  });

  test.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('answers %s, beyond the end, by 416', async (range) => {
    const { get } = await setUp();
    const response = await get(range);
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */10');
  });

  test.each(['bytes=3-1', 'bytes=0-1,4-5', 'lines=0-1', 'bytes=-', 'bytes=a-b'])(
    'takes %s, which it does not understand, for the whole',
    async (range) => {
      const { get } = await setUp();
      const response = await get(range);
      expect(response.status).toBe(200);
      expect(await bytesOf(response)).toBe(letters);
    },
  );

  test('of an empty file is an empty answer, whatever the range', async () => {
    const { get, backend } = await setUp();
    await backend.write('empty', '');
    const whole = await get(undefined, 'empty');
    expect([whole.status, whole.headers.get('content-length'), await bytesOf(whole)]).toEqual([200, '0', '']);
    for (const range of ['bytes=0-3', 'bytes=-3']) {
      const part = await get(range, 'empty');
      expect([part.status, part.headers.get('content-range'), await bytesOf(part)]).toEqual([200, null, '']);
    }
  });

  test('by HEAD gives the same facts and no bytes', async () => {
    const { send, store, get } = await setUp();
    const head = await send('HEAD', blobUrl(store, key));
    const whole = await get();
    for (const name of ['content-length', 'etag', 'content-type', 'last-modified'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
    expect(await bytesOf(head)).toBe('');
    const part = await send('HEAD', blobUrl(store, key), { headers: { range: 'bytes=2-3' } });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '2']);
  });

  test('streams a file of many pieces whole, in a folder too', async () => {
    const { get, backend } = await setUp(new FileSystemStorage(temporaryFolder()));
    const bytes = new Uint8Array(3 * 1024 * 1024 + 17).map((_, index) => (index * 31) % 251);
    await backend.writeBytes('large', bytes);
    const whole = new Uint8Array(await (await get(undefined, 'large')).arrayBuffer());
    expect(Buffer.compare(whole, bytes)).toBe(0);
    const part = new Uint8Array(await (await get('bytes=1048570-2097160', 'large')).arrayBuffer());
    expect(Buffer.compare(part, bytes.subarray(1048570, 2097161))).toBe(0);
  });

  test('reads nothing ahead of its reader', async () => {
    const backend = new InMemoryStorage();
    await backend.writeBytes('large', new Uint8Array(8 * 1024 * 1024));
    let reads = 0;
    const readBytes = backend.readBytes.bind(backend);
    backend.readBytes = (...call) => {
      reads += 1;
      return readBytes(...call);
    };
    const { get } = await setUp(backend);
    const reader = (await get(undefined, 'large')).body?.getReader();
    expect(reads).toBe(1);
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    expect(reads).toBe(2);
  });

  test('fails where the file changes while it is read, and mixes no versions', async () => {
    const { get, backend } = await setUp();
    await backend.writeBytes('large', new Uint8Array(2 * 1024 * 1024).fill(1));
    const response = await get(undefined, 'large');
    await backend.writeBytes('large', new Uint8Array(2 * 1024 * 1024).fill(2));
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  test('pinned to a version gives that or 412', async () => {
    const { send, store, backend } = await setUp();
    const { version } = await backend.readBytes(key);
    const address = blobUrl(store, key, version);
    expect(await bytesOf(await send('GET', address))).toBe(letters);
    await backend.write(key, 'other');
    for (const method of ['GET', 'HEAD']) expect((await send(method, address)).status).toBe(412);
    const ranged = await send('GET', address, { headers: { range: 'bytes=0-1' } });
    expect(await ranged.json()).toMatchObject({ code: 'CONFLICT', data: {} });
  });

  test('says what is not there, and which store is not open', async () => {
    const { get, send } = await setUp();
    const gone = await get(undefined, 'sessions/a/gone');
    expect([gone.status, await codeOf(gone)]).toEqual([404, 'NOT_FOUND']);
    expect((await send('GET', blobUrl('no-such-store', key))).status).toBe(404);
  });
});

describe('a blob is never a page of the app', () => {
  test.each(['page.html', 'drawing.svg', 'script.js', 'style.css', 'feed.xml', 'noextension', 'a.html.'])(
    '%s is sandboxed, not sniffed and may not be embedded elsewhere',
    async (name) => {
      const { get, backend } = await setUp();
      await backend.write(name, '<script>alert(1)</script>');
      const { headers } = await get(undefined, name);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain('sandbox;');
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/script-src|allow-/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-type')).toBe(
        name.endsWith('.svg') ? 'image/svg+xml' : 'application/octet-stream',
      );
    },
  );

  test.each([
    ['a/報告 2026.md', 'inline', "UTF-8''%E5%A0%B1%E5%91%8A%202026.md"],
    [`a/it's "quoted"; (x)*.txt`, 'inline', "UTF-8''it%27s%20%22quoted%22%3B%20%28x%29%2a.txt"],
    ['a/line\r\nbreak', 'inline', "UTF-8''line%0D%0Abreak"],
  ])('names %j for saving without letting the name into the header', async (name, kind, value) => {
    const { get, backend } = await setUp();
    await backend.write(name, 'x');
    expect((await get(undefined, name)).headers.get('content-disposition')).toBe(
      `${kind}; filename*=${value}`,
    );
  });

  test('is saved and not shown when asked so', async () => {
    const { send, store } = await setUp();
    const { headers } = await send('GET', `${blobUrl(store, key)}?download`);
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
  });
});

describe('names in addresses', () => {
  test.each(['..', '../../etc/passwd', 'a/../../x', '/etc/passwd', 'a//b', 'nul\0byte'])(
    'refuses %j in a folder before it is touched',
    async (name) => {
      const { get, put } = await setUp(new FileSystemStorage(temporaryFolder()));
      for (const response of [await get(undefined, name), await put('x', {}, name)]) {
        expect(response.status).toBe(400);
        expect(await codeOf(response)).toMatch(/INVALID_NAME|OUTSIDE_STORE/);
      }
    },
  );

  test.each(['..%2f..%2fetc', '..\\up', 'a?b#c', '100 %', '🎉', ' '])('takes %j as it is', async (name) => {
    const { get, put } = await setUp();
    expect((await put('here', {}, name)).status).toBe(200);
    expect(await bytesOf(await get(undefined, name))).toBe('here');
  });

  test('refuses what is no base64url of UTF-8', async () => {
    const { send, store } = await setUp();
    for (const encoded of ['***', '_w', toBase64Url('x').replace(/^/, '%20!')]) {
      const response = await send('GET', `blob/${store}/${encoded}`);
      expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_NAME']);
    }
  });
});

describe('storing a blob', () => {
  test('creates what is not there, byte for byte, with its type', async () => {
    const { put, backend } = await setUp();
    const bytes = new Uint8Array(256).map((_, index) => index);
    const response = await put(bytes, { 'content-type': 'image/png' }, 'new.png');
    expect(response.status).toBe(200);
    const stored = await backend.readBytes('new.png');
    expect(await response.json()).toEqual({ version: stored.version, modifiedAt: stored.modifiedAt });
    expect(stored.bytes).toEqual(bytes);
    expect(stored.contentType).toBe('image/png');
  });

  test('never replaces what is there unasked', async () => {
    const { put, backend } = await setUp();
    const response = await put('other');
    expect([response.status, await codeOf(response)]).toEqual([412, 'CONFLICT']);
    expect(await backend.read(key)).toBe(letters);
  });

  test('replaces the version that was seen, and no other', async () => {
    const { put, get, backend } = await setUp();
    const seen = (await get()).headers.get('etag') ?? '';
    expect((await put('mine', { 'if-match': seen })).status).toBe(200);
    expect(await backend.read(key)).toBe('mine');
    expect((await put('again', { 'if-match': seen })).status).toBe(412);
    expect(await backend.read(key)).toBe('mine');
  });

  test.each(['*', 'abc', '"**"'])('refuses If-Match %s, which it never gave out', async (tag) => {
    const { put, backend } = await setUp();
    expect((await put('x', { 'if-match': tag })).status).toBe(400);
    expect(await backend.read(key)).toBe(letters);
  });

  test('takes an empty body', async () => {
    const { put, backend } = await setUp();
    expect((await put('', {}, 'empty')).status).toBe(200);
    expect((await backend.readBytes('empty')).size).toBe(0);
  });

  test('stores nothing of a body that breaks off', async () => {
    const { put, backend } = await setUp(new FileSystemStorage(temporaryFolder()));
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(1000)),
      pull: (controller) => controller.error(new Error('gone')),
    });
    const response = await put(body, {}, 'half');
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await backend.exists('half')).toBe(false);
  });

  test('is refused in a store that is open read-only', async () => {
    const { put, backend } = await setUp(new InMemoryStorage(), { readOnly: true });
    const response = await put('x', {}, 'new');
    expect([response.status, await codeOf(response)]).toEqual([403, 'READ_ONLY']);
    expect(await backend.exists('new')).toBe(false);
  });
});
