import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { S3StorageOptions } from '#storage/index.ts';
import { caFile, tlsOptions } from '../../support/tls.ts';
import { failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

/** What a server does to the connection by which a change has come. */
type Trouble = (connection: Connection) => void;

interface Connection {
  /** What speaks HTTP. */
  readonly socket: Socket;
  /** What carries it; the same without TLS. */
  readonly wire: Socket;
}

interface Setting {
  readonly secure?: boolean;
  /** Done once the look before the change is answered. */
  readonly afterLook?: (server: { close(): void }) => void;
  /** In place of a handshake, from the second connection on. */
  readonly handshake?: Trouble;
}

/** A server that says of every object that there is none, and does this to every change; a connection carries one request. */
async function troubled(trouble: Trouble, setting: Setting = {}): Promise<Partial<S3StorageOptions>> {
  const { secure = false, afterLook, handshake } = setting;
  const sockets = new Set<Socket>();
  const server = createServer((wire) => {
    sockets.add(wire);
    wire.on('error', () => {});
    if (handshake && sockets.size > 1) return handshake({ socket: wire, wire });
    const socket = secure ? new TLSSocket(wire, { isServer: true, ...tlsOptions() }) : wire;
    socket.on('error', () => {});
    socket.once('data', (head: Buffer) => {
      const isLook = /^(HEAD|GET) /.test(`${head}`);
      if (!isLook) return trouble({ socket, wire });
      socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      afterLook?.(server);
    });
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const trust = { httpsAgent: new Agent({ ca: readFileSync(caFile) }), socketTimeout: 300 };
  return {
    endpoint: secure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    requestHandler: secure ? trust : { socketTimeout: 300 },
    maxAttempts: 1,
  };
}

const answering =
  (...lines: string[]): Trouble =>
  ({ socket }) =>
    void socket.end(`${lines.join('\r\n')}`);

/** A save of a new object, and whether it is said that it may have been done. */
async function saving(options: Partial<S3StorageOptions>) {
  const { message, data } = await failureOf(on.open(options).write('a', 'text', { ifAbsent: true }));
  const isSaid = /may have been done all the same/.test(message);
  expect(isSaid).toBe(data.mayBeDone === true);
  return { isSaid, cause: data.cause };
}

const plain = false;
const tls = true;

describe('a save that has left may have been done', () => {
  test.each<[string, boolean, Trouble]>([
    ['is cut', plain, ({ wire }) => wire.resetAndDestroy()],
    ['is cut', tls, ({ wire }) => wire.resetAndDestroy()],
    ['ends without an answer', plain, ({ socket }) => socket.end()],
    ['ends without an answer', tls, ({ socket }) => socket.end()],
    ['ends within the head of an answer', plain, answering('HTTP/1.1 200 OK', 'content-le')],
    ['answers what is no HTTP', plain, answering('Hello.', '', '')],
    ['speaks TLS no more', tls, ({ wire }) => wire.write('Hello, hello, hello, hello.')],
    ['goes silent', plain, () => {}],
    ['goes silent', tls, () => {}],
  ])('where the connection %s (TLS: %s)', async (_, secure, trouble) => {
    expect((await saving(await troubled(trouble, { secure }))).isSaid).toBe(true);
  });

  test('where it is stopped', async () => {
    const stop = new AbortController();
    const options = await troubled(() => stop.abort());
    const failure = await failureOf(on.open(options).write('a', 'text', { signal: stop.signal }));
    expect([failure.code, failure.data.mayBeDone]).toEqual(['CANCELLED', true]);
  });
});

describe('a save that has not left was not done, and nobody says that it may have been', () => {
  test('where nothing listens any more', async () => {
    const options = await troubled(() => {}, { afterLook: (server) => server.close() });
    expect(await saving(options)).toMatchObject({
      isSaid: false,
      cause: expect.stringMatching(/ECONNREFUSED/),
    });
  });

  test('at any of its tries', async () => {
    const options = await troubled(() => {}, { afterLook: (server) => server.close() });
    expect(await saving({ ...options, maxAttempts: 3 })).toMatchObject({ isSaid: false });
  });

  test.each<[string, Trouble]>([
    ['is cut', ({ wire }) => wire.resetAndDestroy()],
    ['ends', ({ wire }) => wire.end()],
    ['is none', ({ wire }) => wire.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['never ends', () => {}],
  ])('where a handshake of TLS %s', async (_, handshake) => {
    const options = await troubled(() => {}, { secure: true, handshake });
    expect((await saving(options)).isSaid).toBe(false);
  });

  test('where the look before it is never answered', async () => {
    on.server.fault = () => 'hang';
    const failure = await failureOf(
      on.open({ idleTimeout: 200, maxAttempts: 1 }).write('a', 'text', { ifAbsent: true }),
    );
    expect([failure.code, failure.data.mayBeDone]).toEqual(['TIMEOUT', undefined]);
    expect(failure.message).not.toMatch(/may have been done/);
  });

  test('where it is stopped while it waits for another save of the same object', async () => {
    const stop = new AbortController();
    const first = Promise.withResolvers<void>();
    on.server.fault = ({ method }) => {
      if (method !== 'PUT') return undefined;
      first.resolve();
      return 'hang';
    };
    const storage = on.open();
    const saved = failureOf(storage.write('a', 'first', { signal: stop.signal }));
    await first.promise;
    const waiting = failureOf(storage.write('a', 'second', { signal: stop.signal }));
    stop.abort();
    expect((await saved).data.mayBeDone).toBe(true);
    expect(await waiting).toMatchObject({ code: 'CANCELLED', data: { where: 's3://memory/a' } });
    expect((await waiting).data.mayBeDone).toBeUndefined();
  });

  test('where it is stopped while credentials are looked for', async () => {
    const stop = new AbortController();
    const helper = Promise.withResolvers<never>();
    const credentials = () => {
      stop.abort();
      return helper.promise;
    };
    const failure = await failureOf(on.open({ credentials }).write('a', 'text', { signal: stop.signal }));
    helper.reject(new Error('It was ended.'));
    expect([failure.code, failure.data.mayBeDone]).toEqual(['CANCELLED', undefined]);
  });

  test('where it is refused and what comes after is cut', async () => {
    on.server.put('memory', 'a', 'base');
    const storage = on.open({ maxAttempts: 1 });
    const version = (await storage.stat('a'))?.version ?? '';
    let isRefused = false;
    on.server.fault = ({ method }) => {
      if (isRefused) return 'cut';
      isRefused = method === 'PUT';
      return isRefused ? { status: 412, code: 'PreconditionFailed' } : undefined;
    };
    const failure = await failureOf(storage.write('a', 'text', { ifVersion: version }));
    expect([failure.code, failure.data.mayBeDone]).toEqual(['UNREACHABLE', undefined]);
  });
});
