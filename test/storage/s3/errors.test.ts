import { createServer } from 'node:http';
import { fromIni } from '@aws-sdk/credential-providers';
import { afterEach, describe, expect, test } from 'vitest';
import type { StoreError } from '#shared/errors.ts';
import { S3Storage } from '#storage/index.ts';
import { codeOf, failureOf, gather } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

function listing(storage: S3Storage): Promise<StoreError> {
  return failureOf(storage.listLevel(''));
}

describe('a bucket that does not exist', () => {
  test('is named, and never created', async () => {
    const storage = on.open({ bucket: 'missing-bucket' });
    for (const call of [
      () => storage.read('a'),
      () => storage.write('a', 'text'),
      () => storage.writeBytes('a', new Uint8Array(9 * 1024 * 1024)),
      () => storage.list(''),
      () => storage.listLevel(''),
      () => gather(storage.listAll('')),
    ]) {
      const failure = await failureOf(call());
      expect(failure.code).toBe('NOT_FOUND');
      expect(failure.message).toContain('“missing-bucket”');
    }
    expect(on.server.hasBucket('missing-bucket')).toBe(false);
  });
});

describe('signing in', () => {
  test.each([
    ['an unknown access key', 'who', 'test-secret-key', /access key/],
    ['a wrong secret key', 'test-access-key', 'a wrong secret', /secret key does not fit/],
  ])('with %s says so, and gives nothing away', async (_, accessKeyId, secretAccessKey, words) => {
    const failure = await listing(on.open({ credentials: { accessKeyId, secretAccessKey } }));
    expect(failure.code).toBe('SIGN_IN');
    expect(failure.message).toMatch(words);
    const shown = `${failure.message} ${JSON.stringify(failure.data)} ${failure.stack} ${String(failure.cause)}`;
    expect(shown).not.toContain(secretAccessKey);
    expect(shown).not.toContain('Signature=');
    expect(failure.cause).toBeUndefined();
  });

  test.each(['ExpiredToken', 'InvalidToken'])('again is asked for after %s', async (code) => {
    on.server.fault = () => ({ status: code === 'ExpiredToken' ? 400 : 403, code });
    expect((await listing(on.open())).code).toBe('SIGN_IN');
  });

  test.each(['RequestTimeTooSkewed', 'RequestExpired'])(
    'is not asked for after %s, which no sign-in mends',
    async (code) => {
      on.server.fault = () => ({ status: 403, code, headers: { date: 'unknown' } });
      expect(await listing(on.open())).toMatchObject({
        code: 'INVALID',
        message: expect.stringMatching(/clock/),
      });
    },
  );

  test('without any credentials to be found says so', async () => {
    const credentials = fromIni({ profile: 'none', filepath: '/nowhere', configFilepath: '/nowhere' });
    const failure = await listing(on.open({ credentials }));
    expect(failure.code).toBe('SIGN_IN');
    expect(failure.message).toMatch(/no usable credentials/);
  });

  test('does not hang on a helper that does', async () => {
    const stop = new AbortController();
    const credentials = () => new Promise<never>(() => stop.abort());
    expect(await codeOf(on.open({ credentials }).read('a', { signal: stop.signal }))).toBe('CANCELLED');
  });

  test('anonymously sends no signature', async () => {
    const failure = await listing(on.open({ credentials: 'anonymous' }));
    expect(failure.code).toBe('FORBIDDEN');
    expect(on.server.requests[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a wrong region', () => {
  test('is told, with the right one', async () => {
    const failure = await listing(on.open({ region: 'eu-west-1' }));
    expect(failure.code).toBe('INVALID');
    expect(failure.message).toContain('in region “us-east-1”, not “eu-west-1”');
  });

  test('is told where the answer has no body', async () => {
    const failure = await failureOf(on.open({ region: 'eu-west-1' }).stat('a'));
    expect(failure.message).toContain('in region “us-east-1”, not “eu-west-1”');
  });

  test('is told after a redirect', async () => {
    on.server.fault = () => ({
      status: 301,
      code: 'PermanentRedirect',
      headers: { 'x-amz-bucket-region': 'eu-north-1' },
    });
    expect((await listing(on.open())).message).toContain('in region “eu-north-1”');
  });
});

describe('answers of a server', () => {
  test.each([
    [403, 'AccessDenied', 'FORBIDDEN'],
    [403, 'InvalidObjectState', 'UNSUPPORTED'],
    [404, 'NoSuchKey', 'NOT_FOUND'],
    [405, 'MethodNotAllowed', 'UNSUPPORTED'],
    [413, 'EntityTooLarge', 'TOO_LARGE'],
    [429, 'TooManyRequests', 'BUSY'],
    [503, 'SlowDown', 'BUSY'],
    [507, 'InsufficientStorage', 'NO_SPACE'],
    [403, 'QuotaExceeded', 'NO_SPACE'],
    [400, 'KeyTooLongError', 'INVALID_NAME'],
    [412, 'PreconditionFailed', 'INVALID'],
    [418, 'Teapot', 'INVALID'],
    [599, 'Unheard', 'INTERNAL'],
  ])('%d %s means %s', async (status, code, expected) => {
    on.server.fault = () => ({ status, code });
    const failure = await failureOf(on.open({ maxAttempts: 1 }).readBytes('a b'));
    expect(failure.code).toBe(expected);
    expect(failure.message).toMatch(/^Could not read s3:\/\/memory\/a b: ./);
    expect(failure.data).toMatchObject({ where: 's3://memory/a b' });
    expect(failure.data.cause).toContain(code);
  });

  test('that are no S3 at all are not taken for an empty bucket', async () => {
    on.server.fault = () => ({ status: 200, body: '<html><body>Hello</body></html>' });
    const failure = await listing(on.open());
    expect([failure.code, failure.message]).toEqual(['INVALID', expect.stringContaining('not an S3 server')]);
  });
});

describe('a network', () => {
  const servers = new Set<{ close(): void; closeAllConnections(): void }>();

  afterEach(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    servers.clear();
  });

  /** A server that begins every answer and never ends it. */
  async function stalling(): Promise<string> {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': '100', etag: '"e"' });
      response.write('some');
    });
    servers.add(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  test('where nothing listens cannot be reached', async () => {
    const endpoint = 'http://127.0.0.1:1';
    const failure = await listing(on.open({ endpoint }));
    expect(failure.code).toBe('UNREACHABLE');
    expect(failure.message).toContain(`${endpoint} cannot be reached: nothing listens there`);
    expect(failure.data.cause).toContain('ECONNREFUSED');
  });

  test('that does not know the host cannot be reached', async () => {
    const failure = await listing(on.open({ endpoint: 'http://no-such-host.invalid', maxAttempts: 1 }));
    expect(failure.code).toBe('UNREACHABLE');
  });

  test('without TLS where it is asked for cannot be reached', async () => {
    const endpoint = on.server.endpoint.replace('http:', 'https:');
    const failure = await listing(on.open({ endpoint, maxAttempts: 1 }));
    expect([failure.code, failure.message]).toEqual(['UNREACHABLE', expect.stringContaining('TLS')]);
  });

  test('that cuts the connection of a save leaves it open whether it was done', async () => {
    on.server.fault = ({ method }) => (method === 'PUT' ? 'cut' : undefined);
    const failure = await failureOf(on.open({ maxAttempts: 1 }).write('a', 'text'));
    expect(failure.code).toBe('UNREACHABLE');
    expect(failure.message).toContain('may have been done all the same');
  });

  test('that goes silent ends in a timeout', async () => {
    on.server.fault = () => 'hang';
    expect((await listing(on.open({ idleTimeout: 200, maxAttempts: 1 }))).code).toBe('TIMEOUT');
  });

  test('that goes silent within a body ends in a timeout', async () => {
    const storage = on.open({ endpoint: await stalling(), idleTimeout: 200, maxAttempts: 1 });
    expect(await codeOf(storage.readBytes('a'))).toBe('TIMEOUT');
  });

  test('that goes silent does not hold one who stops waiting', async () => {
    const stop = new AbortController();
    on.server.fault = () => {
      stop.abort();
      return 'hang';
    };
    expect(await codeOf(on.open().listLevel('', { signal: stop.signal }))).toBe('CANCELLED');
    expect(on.server.requests.length).toBe(1);
  });
});

describe('settings', () => {
  test.each(['s3.example.org', 'ftp://example.org', ''])('with the endpoint %j are refused', (endpoint) => {
    expect(() => new S3Storage({ bucket: 'b', endpoint })).toThrow(/is not a web address/);
  });
});

describe('whatever a server puts into its answer', () => {
  test('is kept, shown and logged no longer than words are', async () => {
    const code = 'Odd'.repeat(100_000);
    on.server.fault = () => ({ status: 400, code });
    const failure = await listing(on.open());
    expect(failure.code).toBe('INVALID');
    expect(`${failure.message} ${JSON.stringify(failure.data)}`.length).toBeLessThan(20_000);
  });

  test.each(['constructor', 'toString', '__proto__'])('is no meaning of ours: %s', async (code) => {
    on.server.fault = () => ({ status: 400, code });
    expect(await listing(on.open())).toMatchObject({ code: 'INVALID', data: { cause: `${code} 400` } });
  });

  test('is a region only where it can be one', async () => {
    on.server.fault = () => ({
      status: 301,
      code: 'PermanentRedirect',
      extra: { Region: 'https://elsewhere.example/' },
    });
    const failure = await listing(on.open());
    expect([failure.code, failure.data.region]).toEqual(['INVALID', undefined]);
    expect(failure.message).not.toContain('elsewhere');
  });

  test('may be elements of every kind', async () => {
    const body =
      '<Error><Code>Odd</Code><message><a>1</a></message><code><b/></code><Region><c/></Region></Error>';
    on.server.fault = () => ({ status: 400, body, headers: { 'content-type': 'application/xml' } });
    expect((await listing(on.open())).code).toBe('INVALID');
  });
});
