import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { serveOwnOrigin } from '#hosts/electron/pages.ts';
import { pagesFrom } from '#rpc/pages.ts';
import { createResources } from '#rpc/resources.ts';
import { blobUrl } from '#shared/resources.ts';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryFolder, temporaryServices } from '../../support/home.ts';

let get: (path: string, init?: RequestInit) => Promise<Response>;
let store: string;

beforeEach(async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<title>Sessions</title>');
  writeFileSync(join(folder, 'secret.json'), '{}');
  const services = temporaryServices();
  const backend = new InMemoryStorage();
  await backend.write('a/plot.svg', '<svg onload="alert(1)"/>');
  store = await openStore(services, backend);
  const serve = serveOwnOrigin(createResources(services, pagesFrom(join(folder, 'renderer'))));
  get = (path, init) => serve(new Request(new URL(path, 'app://sessions/'), init));
});

describe('the app’s own scheme', () => {
  it('serves the page with its policy', async () => {
    const response = await get('/');
    expect(await response.text()).toBe('<title>Sessions</title>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
  });

  it('serves stored bytes, whole and in part, never as a page of its own', async () => {
    const response = await get(blobUrl(store, 'a/plot.svg'), { headers: { range: 'bytes=1-3' } });
    expect([response.status, await response.text()]).toEqual([206, 'svg']);
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answers to no other host', async () => {
    expect((await get('app://other/index.html')).status).toBe(404);
    expect((await get('app://sessions.evil/')).status).toBe(404);
  });

  it('gives nothing to another origin, and takes nothing from it', async () => {
    const init = { headers: { origin: 'https://example.com' } };
    expect((await get('/', init)).status).toBe(403);
    const upload = await get(blobUrl(store, 'a/new'), { ...init, method: 'PUT', body: 'x' });
    expect(upload.status).toBe(403);
    expect((await get(blobUrl(store, 'a/new'))).status).toBe(404);
  });

  it('takes an upload of its own page', async () => {
    const init = { method: 'PUT', body: 'bytes', headers: { origin: 'app://sessions' } };
    expect((await get(blobUrl(store, 'a/new'), init)).status).toBe(200);
    expect(await (await get(blobUrl(store, 'a/new'))).text()).toBe('bytes');
  });

  it.each(['/../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/..%5csecret.json', '/%00.html'])(
    'stays in the folder of its pages: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});
