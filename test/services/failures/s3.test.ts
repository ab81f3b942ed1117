import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Services } from '#services/index.ts';
import type { Document } from '#shared/model/document.ts';
import { S3Storage, type S3StorageOptions } from '#storage/index.ts';
import { type Fault, type S3TestServer, startS3Server } from '../../s3-server.ts';
import { failureOf } from '../../storage/contract/helpers.ts';
import { openStore, temporaryServices } from '../../support/home.ts';
import { startProxy, type TestProxy } from '../../support/proxy.ts';

const key = 'sessions/a/default/plan_summary.md';
const old = 'old';
const mine = 'mine '.repeat(20_000);

let server: S3TestServer;
beforeAll(async () => {
  server = await startS3Server();
  server.createBucket('memory');
});
afterAll(() => server.close());

interface Desk {
  readonly services: Services;
  readonly store: string;
  readonly proxy: TestProxy;
  readonly document: Document;
  save(text?: string): Promise<unknown>;
  stored(): string | undefined;
}

/** A document of a bucket behind a proxy, open in the services. */
async function startDesk(options: Partial<S3StorageOptions> = {}): Promise<Desk> {
  server.fault = undefined;
  server.skew = 0;
  server.denied.clear();
  server.put('memory', key, old);
  const proxy = await startProxy(server.endpoint);
  onTestFinished(() => proxy.close());
  const { accessKeyId, secretAccessKey } = server;
  const backend = new S3Storage({
    bucket: 'memory',
    endpoint: proxy.endpoint,
    credentials: { accessKeyId, secretAccessKey },
    connectTimeout: 500,
    idleTimeout: 500,
    ...options,
  });
  const services = temporaryServices();
  const store = await openStore(services, backend);
  const document = await services.documents.open(store, key, {});
  return {
    services,
    store,
    proxy,
    document,
    save: (text = mine) =>
      services.documents.save(store, key, { base: document.version, text, saveId: crypto.randomUUID() }, {}),
    stored: () => server.get('memory', key)?.body.toString(),
  };
}

/** A save is refused in so many words, and works as soon as the cause is gone. */
async function expectRefused(
  desk: Desk,
  expected: { code: string; says: RegExp },
  repair: () => unknown,
): Promise<void> {
  const failure = await failureOf(desk.save());
  expect(failure.code).toBe(expected.code);
  expect(failure.message).toMatch(expected.says);
  expect(failure.message).toContain(`s3://memory/${key}`);
  expect(desk.stored()).toBe(old);
  await repair();
  expect(await desk.save()).toMatchObject({ identical: false });
  expect(desk.stored()).toBe(mine);
}

describe('the way to the server', () => {
  test('gone: nothing listens any more, until it does again', async () => {
    const desk = await startDesk();
    await desk.proxy.down();
    await expectRefused(desk, { code: 'UNREACHABLE', says: /cannot be reached: nothing listens there/ }, () =>
      desk.proxy.up(),
    );
  });

  test('cut in the middle of a request: nothing of it is stored', async () => {
    const desk = await startDesk();
    desk.proxy.mode = { kind: 'cut-request', after: 30_000 };
    await expectRefused(desk, { code: 'UNREACHABLE', says: /the connection was cut/ }, () => {
      desk.proxy.mode = { kind: 'pass' };
    });
  });

  test('silent: it is given up after a while', async () => {
    const desk = await startDesk();
    desk.proxy.mode = { kind: 'silence' };
    await expectRefused(desk, { code: 'TIMEOUT', says: /did not answer in time/ }, () => {
      desk.proxy.mode = { kind: 'pass' };
    });
  });

  test('slow: it is waited for', async () => {
    const desk = await startDesk({ idleTimeout: 5000 });
    desk.proxy.mode = { kind: 'delay', ms: 300 };
    expect(await desk.save()).toMatchObject({ identical: false });
    expect(desk.stored()).toBe(mine);
  });

  test('cut before the answer: it may have been done, and a retry finds that it was', async () => {
    const desk = await startDesk();
    server.fault = ({ method }) => {
      if (method === 'PUT') desk.proxy.mode = { kind: 'cut-answer' };
      return undefined;
    };
    const failure = await failureOf(desk.save());
    expect(failure.message).toMatch(/may have been done all the same/);
    expect(desk.stored()).toBe(mine);
    server.fault = undefined;
    desk.proxy.mode = { kind: 'pass' };
    expect(await desk.save()).toMatchObject({ identical: true });
  });
});

describe('a server', () => {
  test('that is stopped in the middle of a request and started again', async () => {
    const desk = await startDesk();
    const stopped = await startS3Server();
    const { endpoint } = stopped;
    stopped.createBucket('memory');
    stopped.put('memory', key, old);
    stopped.fault = () => {
      void stopped.close();
      return 'cut';
    };
    const { accessKeyId, secretAccessKey } = stopped;
    const backend = new S3Storage({
      bucket: 'memory',
      endpoint,
      credentials: { accessKeyId, secretAccessKey },
    });
    const store = await openStore(desk.services, backend);
    const save = { base: desk.document.version, text: mine, saveId: crypto.randomUUID() };
    const failure = await failureOf(desk.services.documents.save(store, key, save, {}));
    expect(failure.code).toBe('UNREACHABLE');
    const again = await startS3Server({ port: Number(new URL(endpoint).port) });
    onTestFinished(() => again.close());
    again.createBucket('memory');
    again.put('memory', key, old);
    await desk.services.documents.save(store, key, { ...save, saveId: crypto.randomUUID() }, {});
    expect(again.get('memory', key)?.body.toString()).toBe(mine);
  });

  const answers: readonly [string, Fault, { code: string; says: RegExp }][] = [
    [
      'throttles',
      { status: 503, code: 'SlowDown' },
      { code: 'BUSY', says: /the server is busy\. Try again/ },
    ],
    [
      'says that the credentials have expired',
      { status: 400, code: 'ExpiredToken' },
      { code: 'SIGN_IN', says: /the credentials have expired\. Sign in again/ },
    ],
    [
      'has no space left',
      { status: 507, code: 'InsufficientStorage' },
      { code: 'NO_SPACE', says: /no space left/ },
    ],
  ];
  test.each(answers)('that %s', async (_, fault, expected) => {
    const desk = await startDesk();
    server.fault = ({ method }) => (method === 'PUT' ? fault : undefined);
    await expectRefused(desk, expected, () => {
      server.fault = undefined;
    });
  });

  test('that denies the right to write, until it is given', async () => {
    const desk = await startDesk();
    server.denied.add('s3:PutObject');
    const { stores } = desk.services;
    await expectRefused(
      desk,
      { code: 'FORBIDDEN', says: /these credentials are not allowed to/ },
      async () => {
        await expect.poll(() => stores.reader(desk.store).readOnly).toBe(true);
        server.denied.clear();
        await stores.update(desk.store, { readOnly: false });
      },
    );
  });

  test('whose clock is another: the time is taken from it', async () => {
    const desk = await startDesk();
    server.skew = 60 * 60_000;
    expect(await desk.save()).toMatchObject({ identical: false });
    expect(server.requests.some(({ headers }) => Date.parse(isoOf(headers['x-amz-date'])) > Date.now())).toBe(
      true,
    );
  });

  test('that refuses the clock and does not tell its own', async () => {
    const desk = await startDesk();
    const code = 'RequestTimeTooSkewed';
    server.fault = ({ method }) =>
      method === 'PUT' ? { status: 403, code, headers: { date: 'unknown' } } : undefined;
    await expectRefused(desk, { code: 'INVALID', says: /the clock of this computer is wrong/ }, () => {
      server.fault = undefined;
    });
  });
});

/** `20260102T030405Z` as dates are parsed. */
function isoOf(stamp: unknown): string {
  return String(stamp).replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5');
}
