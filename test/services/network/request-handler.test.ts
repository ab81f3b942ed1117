import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { environmentProxies } from '#services/network/proxies.ts';
import { requestHandlerFor } from '#services/network/request-handler.ts';
import { type Network, usualNetwork } from '#shared/model/s3-location.ts';
import type { S3Storage, S3StorageOptions } from '#storage/index.ts';
import { failureOf } from '../../storage/contract/helpers.ts';
import { onServer } from '../../storage/s3/on-server.ts';
import { type ForwardProxy, startForwardProxy } from '../../support/forward-proxy.ts';
import { temporaryFolder } from '../../support/home.ts';
import { type Certificate, caFile, startTls } from '../../support/tls.ts';

const on = onServer();

/** A storage that is reached with these settings; the environment names no proxy. */
function open(network: Partial<Network>, options: Partial<S3StorageOptions> = {}): S3Storage {
  const requestHandler = requestHandlerFor({ ...usualNetwork, ...network }, environmentProxies({}));
  return on.open({ requestHandler, maxAttempts: 1, ...options });
}

async function tlsEndpoint(certificate?: Certificate): Promise<string> {
  const server = await startTls(on.server.endpoint, certificate);
  onTestFinished(() => server.close());
  return server.endpoint;
}

beforeEach(() => on.server.put('memory', 'a', 'text'));

test('a refusal without end is not read to its end', async () => {
  let sent = 0;
  const server = createServer((_request, response) => {
    response.writeHead(403, { 'content-type': 'application/xml' }).write('<Error><Code>');
    const more = () => {
      while (sent < 64_000_000) {
        sent += 64_000;
        if (!response.write('a'.repeat(64_000))) return void response.once('drain', more);
      }
      response.end('</Code></Error>');
    };
    more();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const failure = await failureOf(open({}, { endpoint: `http://127.0.0.1:${port}` }).read('a'));
  expect(failure).toMatchObject({ code: 'INVALID', message: expect.stringContaining('not an S3 server') });
  expect(sent).toBeLessThan(32_000_000);
});

describe('the certificates that are trusted', () => {
  test('are those of a file, too', async () => {
    const storage = open({ caFile }, { endpoint: await tlsEndpoint() });
    expect(await storage.read('a')).toBe('text');
    await storage.write('large', 'x'.repeat(3_000_000));
    expect(on.server.get('memory', 'large')?.body.length).toBe(3_000_000);
  });

  test.each<[Certificate, Partial<Network>, RegExp]>([
    ['server', {}, /its certificate was made by somebody who is not trusted.*network settings/],
    ['expired', { caFile }, /its certificate has expired/],
    ['elsewhere', { caFile }, /its certificate is that of another host/],
  ])('refuse the certificate “%s” with %j', async (certificate, network, words) => {
    const failure = await failureOf(open(network, { endpoint: await tlsEndpoint(certificate) }).read('a'));
    expect([failure.code, failure.message]).toEqual(['UNREACHABLE', expect.stringMatching(words)]);
    expect(on.server.requests).toEqual([]);
  });

  test.each([
    ['missing.pem', null, /there is no such file/],
    ['notes.txt', 'Hello.', /holds no certificate in PEM form/],
    ['key.pem', '-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n', /holds a private key/],
    ['cut.pem', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', /1 of 1 in it is damaged/],
  ])('cannot be read from %s, and nothing is sent', async (name, text, words) => {
    const path = join(temporaryFolder(), name);
    if (text !== null) writeFileSync(path, text);
    const failure = await failureOf(open({ caFile: path }, { endpoint: await tlsEndpoint() }).read('a'));
    expect([failure.code, failure.message]).toEqual(['INVALID', expect.stringMatching(words)]);
    expect(failure.data.where).toBe(path);
    expect(on.server.requests).toEqual([]);
  });

  test('cannot be read from a folder or a pipe, which is not waited for', async () => {
    const folder = temporaryFolder();
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const endpoint = await tlsEndpoint();
    const inFolder = await failureOf(open({ caFile: folder }, { endpoint }).read('a'));
    expect(inFolder.message).toMatch(/it is a folder/);
    const inPipe = await failureOf(open({ caFile: pipe }, { endpoint }).read('a'));
    expect(inPipe.message).toMatch(/it is no file/);
  });

  test('are read again once the file is mended', async () => {
    const path = join(temporaryFolder(), 'ca.pem');
    const storage = open({ caFile: path }, { endpoint: await tlsEndpoint() });
    await failureOf(storage.read('a'));
    copyFileSync(caFile, path);
    expect(await storage.read('a')).toBe('text');
  });
});

describe('a proxy', () => {
  let proxy: ForwardProxy;
  beforeEach(async () => {
    proxy = await startForwardProxy();
  });
  afterEach(() => proxy.close());

  test('forwards requests for http, uploads too', async () => {
    const storage = open({ proxy: proxy.endpoint });
    await storage.write('b', 'by proxy');
    await storage.write('large', 'x'.repeat(3_000_000));
    expect(await storage.read('b')).toBe('by proxy');
    expect(new Set(proxy.seen)).toEqual(
      new Set(['HEAD', 'PUT', 'GET'].map((verb) => `${verb} ${on.server.endpoint}`)),
    );
    expect(proxy.seen.length).toBe(on.server.requests.length);
  });

  test('opens tunnels for https, through which the certificate is checked', async () => {
    const endpoint = await tlsEndpoint();
    const storage = open({ proxy: proxy.endpoint, caFile }, { endpoint });
    await storage.write('b', 'by tunnel');
    expect(await storage.read('b')).toBe('by tunnel');
    expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${new URL(endpoint).host}`]));
    expect(proxy.seen.length).toBeLessThan(on.server.requests.length);
    const failure = await failureOf(open({ proxy: proxy.endpoint }, { endpoint }).read('b'));
    expect(failure.message).toMatch(/somebody who is not trusted/);
  });

  test('of the environment is used unless the host is exempt', async () => {
    const { hostname } = new URL(on.server.endpoint);
    const env = { HTTP_PROXY: proxy.endpoint, NO_PROXY: '' };
    const storage = (network: Partial<Network>) =>
      on.open({
        requestHandler: requestHandlerFor({ ...usualNetwork, ...network }, environmentProxies(env)),
      });
    await storage({}).read('a');
    expect(proxy.seen.length).toBe(1);
    await storage({ proxy: 'none' }).read('a');
    env.NO_PROXY = hostname;
    await storage({}).read('a');
    expect(proxy.seen.length).toBe(1);
  });

  test('that asks for a login in the middle of a save has not passed it on', async () => {
    on.server.fault = () => {
      proxy.login = 'me:s3cret';
      return undefined;
    };
    const failure = await failureOf(open({ proxy: proxy.endpoint }).write('b', 'text'));
    expect(failure.message).toMatch(/asks for a name and a password/);
    expect(failure.message).not.toMatch(/may have been done/);
    expect(on.server.requests.map(({ method }) => method)).toEqual(['HEAD']);
  });

  test('that wants a name and password gets those of the environment', async () => {
    proxy.login = 'me:s3cret';
    const withLogin = proxy.endpoint.replace('//', '//me:s3cret@');
    for (const endpoint of [on.server.endpoint, await tlsEndpoint()]) {
      const env = { HTTP_PROXY: withLogin, HTTPS_PROXY: withLogin };
      const network = { ...usualNetwork, caFile };
      const storage = on.open({
        endpoint,
        requestHandler: requestHandlerFor(network, environmentProxies(env)),
      });
      expect(await storage.read('a')).toBe('text');
    }
  });

  test.each<[string, () => string | Promise<string>]>([
    ['http', () => on.server.endpoint],
    ['https', () => tlsEndpoint()],
  ])('that wants a name and password is told from the server, for %s', async (_, endpointOf) => {
    proxy.login = 'me:s3cret';
    const storage = open({ proxy: proxy.endpoint, caFile }, { endpoint: await endpointOf() });
    const failure = await failureOf(storage.read('a'));
    expect([failure.code, failure.message]).toEqual([
      'UNREACHABLE',
      expect.stringMatching(/the proxy .* asks for a name and a password/),
    ]);
  });

  test('that refuses, or is not there, is named, and not the server', async () => {
    const endpoint = await tlsEndpoint();
    proxy.refusal = 403;
    const refused = await failureOf(open({ proxy: proxy.endpoint, caFile }, { endpoint }).read('a'));
    expect(refused.message).toContain(
      `the proxy ${proxy.endpoint} did not let it through to ${endpoint} (403)`,
    );
    await proxy.close();
    for (const to of [endpoint, on.server.endpoint]) {
      const gone = await failureOf(open({ proxy: proxy.endpoint, caFile }, { endpoint: to }).read('a'));
      expect([gone.code, gone.message]).toEqual([
        'UNREACHABLE',
        expect.stringContaining(`the proxy ${proxy.endpoint} cannot be reached: nothing listens there`),
      ]);
    }
  });
});

describe('many requests at once', () => {
  test('go out sixteen at a time', async () => {
    const storage = open({});
    let running = 0;
    let most = 0;
    on.server.fault = () => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
      }, 20);
      return undefined;
    };
    on.server.latency = 20;
    onTestFinished(() => {
      on.server.latency = 0;
    });
    await Promise.all(Array.from({ length: 100 }, () => storage.stat('a')));
    expect(on.server.requests.length).toBe(100);
    expect(most).toBeGreaterThan(8);
    expect(most).toBeLessThanOrEqual(16);
  });

  test('wait for their turn without using up the time to connect', async () => {
    on.server.latency = 250;
    onTestFinished(() => {
      on.server.latency = 0;
    });
    const storage = open({ connectSeconds: 1, idleSeconds: 5 });
    const reads = await Promise.all(Array.from({ length: 80 }, () => storage.read('a')));
    expect(new Set(reads)).toEqual(new Set(['text']));
  });

  test('that wait are given up with their signal, and never sent', async () => {
    on.server.fault = () => 'hang';
    const storage = open({});
    const controller = new AbortController();
    const calls = Array.from({ length: 40 }, () =>
      failureOf(storage.read('a', { signal: controller.signal })),
    );
    await expect.poll(() => on.server.requests.length).toBe(16);
    controller.abort();
    const codes = (await Promise.all(calls)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['CANCELLED']));
    on.server.fault = undefined;
    expect(await storage.read('a')).toBe('text');
    expect(on.server.requests.length).toBe(17);
  });

  test('of a server that is silent hold up those of no other', async () => {
    on.server.fault = ({ key }) => (key === 'silent' ? 'hang' : undefined);
    const silent = open({ idleSeconds: 2 });
    let settled = 0;
    const stuck = Array.from({ length: 40 }, () => failureOf(silent.read('silent')).finally(() => settled++));
    expect(await open({}).read('a')).toBe('text');
    expect(settled).toBe(0);
    expect((await Promise.all(stuck)).map(({ code }) => code)).toEqual(Array(40).fill('TIMEOUT'));
  });
});
