import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testConnection } from '#services/stores/test-connection.ts';
import type { TestStep } from '#shared/contract/stores.ts';
import { type S3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { codeOf, gather } from '../../storage/contract/helpers.ts';

let server: S3TestServer;

beforeAll(async () => {
  server = await startS3Server();
  server.createBucket('memory');
  for (const id of ['a', 'b', 'c']) server.put('memory', `prod/sessions/${id}/session.json`, '{}');
  server.put('memory', 'agents/sessions/x/session.json', '{}');
  server.createBucket('empty');
});

beforeEach(() => {
  server.fault = undefined;
  server.requests.length = 0;
});

afterAll(() => server.close());

function steps(change: Partial<S3Location>, secretAccessKey = server.secretAccessKey): Promise<TestStep[]> {
  const location: S3Location = {
    kind: 's3',
    bucket: 'memory',
    prefix: 'prod',
    endpoint: server.endpoint,
    region: 'us-east-1',
    pathStyle: true,
    credentials: { kind: 'keys' as const },
    checksums: 'usual' as const,
    network: usualNetwork,
    ...change,
  };
  return gather(testConnection(location, { accessKeyId: server.accessKeyId, secretAccessKey }, {}));
}

/** The outcome of each step, in their order. */
async function outcomes(change: Partial<S3Location>): Promise<string[]> {
  const ended = (await steps(change)).filter(({ outcome }) => outcome !== 'running');
  return ended.map(({ step, outcome, message }) => `${step} ${outcome}: ${message}`);
}

describe('testing a connection', () => {
  test('goes step by step, says what it found, and only reads', async () => {
    expect(await outcomes({})).toEqual([
      'credentials passed: The keys that were entered are used.',
      'list passed: Found 1 folder and 0 files.',
      'read passed: Reading works, tried on “sessions/a/session.json”.',
      'sessions passed: Found 3 sessions.',
    ]);
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('tells when a step begins', async () => {
    const all = await steps({});
    expect(all.map(({ step, outcome }) => `${step} ${outcome}`).slice(0, 3)).toEqual([
      'credentials running',
      'credentials passed',
      'list running',
    ]);
  });

  test('says where sessions are when it is not here', async () => {
    expect((await outcomes({ prefix: 'prod/sessions' })).at(-1)).toMatch(/passed: This lies inside sessions/);
    expect((await outcomes({ prefix: '' })).at(-1)).toMatch(/passed: .*agents, prod\. You will be asked/);
    server.put('memory', 'one/store/sessions/x/session.json', '{}');
    expect((await outcomes({ prefix: 'one' })).at(-1)).toBe('sessions passed: Found 1 session below store/.');
  });

  test('of an empty bucket passes, and hints at the prefix', async () => {
    const [, list, read, sessions] = await outcomes({ bucket: 'empty', prefix: 'typo' });
    expect(list).toMatch(/list passed: .*check the prefix/);
    expect([read, sessions]).toEqual([
      'read skipped: There is no file to try.',
      'sessions skipped: There are no sessions here yet.',
    ]);
  });

  test('ends at what fails, and says why', async () => {
    const [credentials, list, ...rest] = await outcomes({ bucket: 'missing' });
    expect(credentials).toMatch(/passed/);
    expect(list).toMatch(/list failed: .*there is no bucket “missing”/);
    expect(rest).toEqual(['read skipped: Not tried.', 'sessions skipped: Not tried.']);
  });

  test('tells listing from reading', async () => {
    server.fault = ({ key }) => (key === '' ? undefined : { status: 403, code: 'AccessDenied' });
    expect((await outcomes({}))[2]).toMatch(/read failed: .*not allowed/);
  });

  test('says what is wrong with credentials before anything is requested', async () => {
    const [credentials] = await outcomes({ credentials: { kind: 'profile', profile: 'no-such-profile' } });
    expect(credentials).toMatch(/credentials failed: .*profile “no-such-profile”/);
    expect(server.requests).toEqual([]);
  });

  test('shows no secret', async () => {
    const all = await steps({}, 'a-wrong-secret');
    expect(all.some(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(JSON.stringify(all)).not.toContain('a-wrong-secret');
  });

  test('stops when it is told to', async () => {
    const stop = new AbortController();
    server.fault = () => {
      stop.abort();
      return 'hang';
    };
    const location = { kind: 's3', bucket: 'memory', prefix: '', endpoint: server.endpoint } as const;
    const rest = {
      region: 'us-east-1',
      pathStyle: true,
      credentials: { kind: 'keys' as const },
      checksums: 'usual' as const,
      network: usualNetwork,
    } as const;
    const run = testConnection({ ...location, ...rest }, server, { signal: stop.signal });
    expect(await codeOf(gather(run))).toBe('CANCELLED');
  });
});
