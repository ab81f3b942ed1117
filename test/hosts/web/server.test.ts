import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createWebHost } from '#hosts/web/host.ts';
import { serveWeb } from '#hosts/web/server.ts';
import { temporaryServices } from '../../support/home.ts';

async function serve(port = 0) {
  const server = await serveWeb(temporaryServices(), createWebHost(), {
    host: '127.0.0.1',
    port,
    pages: async () => ({ bytes: new TextEncoder().encode('the page'), type: 'text/html' }),
  });
  onTestFinished(() => server.close());
  const url = new URL(server.url);
  const admitted = await fetch(url, { redirect: 'manual' });
  const [cookie = ''] = (admitted.headers.get('set-cookie') ?? '').split(';');
  return { url, port: Number(url.port), cookie, location: admitted.headers.get('location') };
}

type Served = Awaited<ReturnType<typeof serve>>;

/** Sends a request as it stands, and answers the first line of what comes back. */
async function raw({ port }: Served, lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  const [first = ''] = (await text(socket)).split('\r\n');
  return first;
}

function call(served: Served, { path = '/rpc', cookie = served.cookie, origin = served.url.origin } = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${served.port}${path}`, { headers: { cookie, origin } });
  onTestFinished(() => socket.terminate());
  const opened = new Promise<string>((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('error', (error) => resolve(error.message));
  });
  return { socket, opened };
}

describe('the web host', () => {
  test('swaps the token for a cookie, and clears the address bar', async () => {
    const served = await serve();
    expect(served.location).toBe('/');
    const page = await fetch(new URL('/', served.url), { headers: { cookie: served.cookie } });
    expect(await page.text()).toBe('the page');
  });

  test('refuses a wrong token, a foreign Host, and a foreign Origin', async () => {
    const served = await serve();
    const own = `Host: 127.0.0.1:${served.port}`;
    const signedIn = `Cookie: ${served.cookie}`;
    const { search } = served.url;
    expect(await raw(served, ['GET / HTTP/1.1', own])).toContain('401');
    expect(await raw(served, ['GET /?token=wrong HTTP/1.1', own])).toContain('401');
    expect(await raw(served, [`GET /${search} HTTP/1.1`, 'Host: evil.example'])).toContain('403');
    expect(await raw(served, ['GET / HTTP/1.1', 'Host: evil.example', signedIn])).toContain('403');
    expect(await raw(served, ['GET / HTTP/1.1', own, signedIn, 'Origin: http://evil.example'])).toContain(
      '403',
    );
    expect(await raw(served, ['GET / HTTP/1.1', own, signedIn])).toContain('200');
  });

  test('survives addresses that are none', async () => {
    const served = await serve();
    const own = `Host: 127.0.0.1:${served.port}`;
    for (const address of ['//', 'http://[', '/%', '/?token=%']) {
      expect(await raw(served, [`GET ${address} HTTP/1.1`, own])).toMatch(/^HTTP\/1\.1 4/);
    }
    expect(await raw(served, ['GET / HTTP/1.1', own, `Cookie: ${served.cookie}`])).toContain('200');
  });

  test('takes calls at /rpc alone, with the cookie and from its own pages', async () => {
    const served = await serve();
    expect(await call(served).opened).toBe('open');
    for (const path of ['/rpcs', '/rpc/', '/rpc?x', '/']) {
      expect(await call(served, { path }).opened).toContain('404');
    }
    expect(await call(served, { cookie: '' }).opened).toContain('401');
    expect(await call(served, { origin: 'http://evil.example' }).opened).toContain('403');
  });

  test('survives callers that hang up while they are refused', async () => {
    const served = await serve();
    const upgrade = ['GET /rpc HTTP/1.1', `Host: 127.0.0.1:${served.port}`, 'Upgrade: websocket'];
    for (let i = 0; i < 20; i++) {
      const socket = connect(served.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write([...upgrade, 'Connection: Upgrade', '', ''].join('\r\n'));
      socket.resetAndDestroy();
    }
    expect(await call(served).opened).toBe('open');
  });

  test('holds a bounded number of connections, and takes new ones when old ones end', async () => {
    const served = await serve();
    const many = Array.from({ length: 64 }, () => call(served));
    await Promise.all(many.map(({ opened }) => opened));
    expect(await call(served).opened).toContain('503');
    const [first] = many;
    first?.socket.close();
    if (first) await once(first.socket, 'close');
    await expect.poll(() => call(served).opened).toBe('open');
  });

  test('ends a connection that sends more than any save needs', async () => {
    const served = await serve();
    const { socket, opened } = call(served);
    await opened;
    socket.send(new Uint8Array(41 * 1024 * 1024));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
  });

  test('says so when its port is taken', async () => {
    const { port } = await serve();
    await expect(serve(port)).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use by another program.`);
  });

  test('waits for an upload longer than its store does, and not so long for other requests', async () => {
    const served = await serve();
    const waits = new Map<string | undefined, number | undefined>();
    const look = (message: unknown) => {
      const { request, socket } = message as { request: IncomingMessage; socket: Socket };
      process.nextTick(() => waits.set(request.method, socket.timeout));
    };
    const starts = channel('http.server.request.start');
    starts.subscribe(look);
    onTestFinished(() => void starts.unsubscribe(look));
    const headers = { cookie: served.cookie, origin: served.url.origin };
    await fetch(new URL('/blob/none/YQ', served.url), { method: 'PUT', headers, body: 'text' });
    await fetch(new URL('/', served.url), { headers });
    expect(waits.get('PUT')).toBeGreaterThan(15 * 60_000);
    expect(waits.get('GET')).toBeLessThan(15 * 60_000);
  });
});
