import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { regionMends } from '#services/xray/failure.ts';
import { connectionStep } from '#services/xray/steps/connection.ts';
import { Trial } from '#services/xray/trial.ts';
import { xray } from '#services/xray/xray.ts';
import type { XrayStep } from '#shared/contract/xray.ts';
import type { Mend } from '#shared/model/mend.ts';
import { type S3Location, s3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { toConnectionError } from '#storage/s3/store-errors.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { gather } from '../../storage/contract/helpers.ts';
import { reached } from '../../support/buckets.ts';
import { startForwardProxy } from '../../support/forward-proxy.ts';
import { caFile, startTls, type TlsServer } from '../../support/tls.ts';
import { allowedPrefix, allowOnlyBelow, expireToken } from './failing.ts';

let server: S3TestServer;
let secure: TlsServer;
let expired: TlsServer;

beforeAll(async () => {
  server = await startS3Server({ region: 'eu-central-1' });
  secure = await startTls(server.endpoint);
  expired = await startTls(server.endpoint, 'expired');
  server.createBucket('memory');
  server.put('memory', 'team/memory/sessions/a/session.json', '{}');
});

beforeEach(() => {
  server.fault = undefined;
  server.skew = 0;
  server.denied.clear();
});

afterAll(async () => {
  await secure.close();
  await expired.close();
  await server.close();
});

interface Tried extends Partial<S3Location> {
  readonly secretAccessKey?: string;
}

/** The steps of a run as they ended. */
async function stepsOf({ secretAccessKey = server.secretAccessKey, ...change }: Tried): Promise<XrayStep[]> {
  const location = s3Location({
    bucket: 'memory',
    prefix: 'team/memory',
    endpoint: server.endpoint,
    region: server.region,
    credentials: { kind: 'keys' },
    ...change,
  });
  const keys = { accessKeyId: server.accessKeyId, secretAccessKey };
  const events = await gather(xray(await reached(location, keys), {}));
  return events.filter((event) => event.kind === 'step' && event.outcome !== 'running') as XrayStep[];
}

/** The one step that fails. */
async function failureOf(tried: Tried): Promise<XrayStep> {
  const failed = (await stepsOf(tried)).filter(({ outcome }) => outcome === 'failed');
  expect(failed.map(({ step }) => step)).toHaveLength(1);
  const [first] = failed;
  if (!first) throw new Error('Nothing fails.');
  return first;
}

const mendsOf = ({ mends }: XrayStep) => mends.map(({ why: _, ...mend }) => mend);
const set = (field: string, value: string | boolean | null) => ({ kind: 'set', field, value });

const listing = (prefix: string | null) => ({
  kind: 'policy',
  principal: null,
  statement: {
    actions: ['s3:ListBucket'],
    resources: ['arn:aws:s3:::memory'],
    condition: prefix && { operator: 'StringLike', key: 's3:prefix', values: [`${prefix}/*`] },
  },
});

describe('of each failure the X-ray says at which step, why, with what answer, and what mends it', () => {
  test('wrong key', async () => {
    const failure = await failureOf({ secretAccessKey: 'another' });
    expect(failure).toMatchObject({ step: 'list', raw: 'SignatureDoesNotMatch 403' });
    expect(failure.message).toMatch(/^The secret key does not fit the access key/);
    expect(mendsOf(failure)).toEqual([set('credentials', null)]);
    expect(
      [failure.message, ...failure.mends.map(({ why }) => why)].join(' ').match(/Enter both/g),
    ).toHaveLength(1);
  });

  test('wrong region: the right one is taken from the answer, and then it works', async () => {
    const failure = await failureOf({ region: 'us-east-1' });
    expect(failure).toMatchObject({ step: 'list', raw: 'AuthorizationHeaderMalformed 400' });
    expect(failure.message).toMatch(/^The bucket is in region “eu-central-1”, not “us-east-1”/);
    expect(mendsOf(failure)).toEqual([set('region', 'eu-central-1')]);
    expect((await stepsOf({ region: 'eu-central-1' })).at(-1)?.outcome).toBe('passed');
  });

  test('wrong region: an endpoint of one region is changed with it, and nothing else of the address', () => {
    const mended = (endpoint: string, region: string) =>
      regionMends('eu-central-1', s3Location({ bucket: 'b', endpoint, region })).at(-1);
    expect(mended('https://s3.us-east-1.example.org', 'us-east-1')).toMatchObject(
      set('endpoint', 'https://s3.eu-central-1.example.org'),
    );
    expect(mended('https://s3.example.org/', 's3')).toMatchObject(
      set('endpoint', 'https://eu-central-1.example.org/'),
    );
    for (const region of ['example', 'http', 'east']) {
      expect(mended('https://examples.org/example', region)).toMatchObject(set('region', 'eu-central-1'));
    }
  });

  test('wrong region: what can be no region is not taken from the answer', async () => {
    server.fault = () => ({ status: 400, code: 'Odd', headers: { 'x-amz-bucket-region': 'x@evil.example' } });
    const failure = await failureOf({ region: 'us-east-1' });
    expect(JSON.stringify(failure)).not.toContain('evil');
  });

  test('no right to list: the least statement, with the real names', async () => {
    server.denied.add('s3:ListBucket');
    const failure = await failureOf({});
    expect(failure).toMatchObject({
      step: 'list',
      raw: 'AccessDenied 403',
      subject: 's3://memory/team/memory/',
    });
    expect(mendsOf(failure)).toEqual([listing('team/memory')]);
  });

  test('a right to one prefix alone: it is asked for, and then it works', async () => {
    allowOnlyBelow(server);
    const failure = await failureOf({ prefix: '' });
    expect(failure).toMatchObject({ step: 'list', raw: 'AccessDenied 403', subject: 's3://memory/' });
    expect(mendsOf(failure)).toEqual([set('prefix', null), listing(null)]);
    expect((await stepsOf({ prefix: allowedPrefix })).at(-1)?.message).toBe('Found 1 session.');
  });

  test('expired token', async () => {
    expireToken(server);
    const failure = await failureOf({});
    expect(failure).toMatchObject({ step: 'list', raw: 'ExpiredToken 400' });
    expect(failure.message).toMatch(/^The credentials have expired/);
    expect(failure.mends[0]).toMatchObject(set('credentials', null));
    expect(failure.mends[0]?.why).toMatch(/new keys/);
  });

  test.each([
    ['behind', 3_600_000],
    ['ahead of', -3_600_000],
  ])('clock an hour %s the server’s', async (side, skew) => {
    server.skew = skew;
    const clock = (await stepsOf({})).find(({ step }) => step === 'clock');
    expect(clock).toMatchObject({
      outcome: 'failed',
      message: `This computer’s clock is 1 hour ${side} the server’s.`,
    });
    const mend = clock?.mends[0] as Extract<Mend, { kind: 'clock' }>;
    expect(Math.round(mend.ahead / 60_000)).toBe(-skew / 60_000);
  });

  test('unknown host', async () => {
    const failure = await failureOf({ endpoint: 'https://s3.nowhere.invalid' });
    expect(failure).toMatchObject({ step: 'name', subject: 's3.nowhere.invalid' });
    expect(failure.raw).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
    if (failure.raw === 'ENOTFOUND') expect(mendsOf(failure)).toEqual([set('endpoint', null)]);
  });

  test('TLS not trusted: says who has signed, asks for the file, and then it works', async () => {
    const failure = await failureOf({ endpoint: secure.endpoint });
    expect(failure).toMatchObject({ step: 'connection' });
    expect(failure.raw).toMatch(/^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/);
    expect(failure.message).toBe(
      'Its certificate was signed by “AgentFlow Sessions tests”, whom this computer does not trust.',
    );
    expect(mendsOf(failure)).toEqual([set('caFile', null)]);
    const trusting = { endpoint: secure.endpoint, network: { ...usualNetwork, caFile } };
    const connection = (await stepsOf(trusting)).find(({ step }) => step === 'connection');
    expect(connection).toMatchObject({
      outcome: 'passed',
      message: expect.stringMatching(/^TLS 1\.3, with/),
    });
  });

  test('path style needed: tried with it, and then it works', async () => {
    const endpoint = server.endpoint.replace('127.0.0.1', 'localhost');
    const failure = await failureOf({ endpoint, pathStyle: false });
    expect(mendsOf(failure)).toEqual([set('pathStyle', true)]);
    expect((await stepsOf({ endpoint, pathStyle: true })).at(-1)?.outcome).toBe('passed');
  });

  test('path style needed, though the name is known: tried with it', async () => {
    const proxy = await startForwardProxy();
    server.fault = ({ headers }) =>
      headers.host?.startsWith('memory.') ? { status: 404, code: 'NoSuchBucket' } : undefined;
    try {
      for (const host of ['store', 'memory.store']) proxy.hosts.set(host, '127.0.0.1');
      const endpoint = server.endpoint.replace('127.0.0.1', 'store');
      const network = { ...usualNetwork, proxy: proxy.endpoint };
      const failure = await failureOf({ endpoint, network, pathStyle: false });
      expect(failure.step).toBe('list');
      expect(mendsOf(failure)).toEqual([set('pathStyle', true)]);
      expect((await stepsOf({ endpoint, network, pathStyle: true })).at(-1)?.outcome).toBe('passed');
    } finally {
      await proxy.close();
    }
  });

  test('bucket missing: it is not made', async () => {
    const failure = await failureOf({ bucket: 'memroy' });
    expect(failure).toMatchObject({ step: 'list', raw: 'NoSuchBucket 404' });
    expect(failure.message).toMatch(/^There is no bucket “memroy”/);
    expect(mendsOf(failure)).toEqual([set('bucket', null)]);
    expect(server.hasBucket('memroy')).toBe(false);
  });
});

describe('and of others', () => {
  test('a certificate that has expired is not mended by trusting it', async () => {
    const network = { ...usualNetwork, caFile };
    const failure = await failureOf({ endpoint: expired.endpoint, network });
    expect(failure).toMatchObject({ step: 'connection', raw: 'CERT_HAS_EXPIRED' });
    expect(failure.mends.map(({ kind }) => kind)).toEqual(['text']);
  });

  test('a file of certificates that is not there', async () => {
    const network = { ...usualNetwork, caFile: '/no/such/file.pem' };
    const failure = await failureOf({ endpoint: secure.endpoint, network });
    expect(failure.message).toMatch(/there is no such file/);
    expect(mendsOf(failure)).toEqual([set('caFile', null)]);
  });

  test('https:// where nobody speaks TLS', async () => {
    const failure = await failureOf({ endpoint: server.endpoint.replace('http:', 'https:') });
    expect(failure.message).toMatch(/does not speak TLS/);
    expect(mendsOf(failure)).toEqual([set('endpoint', null)]);
  });

  test('a port where nothing listens', async () => {
    const failure = await failureOf({ endpoint: 'http://127.0.0.1:9' });
    expect(failure).toMatchObject({ step: 'connection', raw: 'ECONNREFUSED' });
  });

  test('a server whose name speaks of a proxy is no proxy', async () => {
    const url = new URL('http://s3-proxy.corp');
    const refused = Object.assign(new Error('No.'), { code: 'ECONNREFUSED' });
    const { location, bucket, signIn } = await reached(
      s3Location({ bucket: 'memory', endpoint: url.origin }),
    );
    const trial = new Trial({ location, bucket, signIn }, {});
    vi.spyOn(trial, 'contact').mockRejectedValue(toConnectionError(refused, url.host));
    const { message, mends } = await connectionStep.run(trial);
    expect(message).toContain('s3-proxy.corp');
    expect(mends).toMatchObject([set('endpoint', null)]);
    await trial.close();
  });

  test('a proxy that is not there', async () => {
    const network = { ...usualNetwork, proxy: 'http://127.0.0.1:9' };
    const failure = await failureOf({ network });
    expect(failure.message).toMatch(/the proxy http:\/\/127\.0\.0\.1:9 cannot be reached/);
    expect(mendsOf(failure)).toEqual([set('proxy', null)]);
  });

  test('a proxy that lets through what is not signed alone', async () => {
    const proxy = await startForwardProxy();
    server.fault = ({ method }) => {
      if (method === 'HEAD') proxy.login = 'name:password';
      return undefined;
    };
    try {
      const network = { ...usualNetwork, proxy: proxy.endpoint };
      const failure = await failureOf({ network });
      expect(failure.step).toBe('list');
      expect(failure.message).toContain(`proxy ${proxy.endpoint} asks for a name and a password`);
      expect(mendsOf(failure)).toEqual([set('proxy', null)]);
    } finally {
      await proxy.close();
    }
  });

  test('a proxy that does not get any further', async () => {
    const proxy = await startForwardProxy();
    try {
      const network = { ...usualNetwork, proxy: proxy.endpoint };
      const failure = await failureOf({ endpoint: 'http://127.0.0.1:9', network });
      expect(failure).toMatchObject({ step: 'connection', raw: '502' });
      expect(failure.message).toMatch(/The proxy .* does not reach the server/);
      expect(mendsOf(failure)).toEqual([set('proxy', null)]);
    } finally {
      await proxy.close();
    }
  });

  test('a web page in the place of the server', async () => {
    server.fault = ({ query }) => (query['list-type'] ? { status: 200, body: '<html></html>' } : undefined);
    const failure = await failureOf({});
    expect(failure).toMatchObject({ step: 'list' });
    expect(mendsOf(failure)).toEqual([set('endpoint', null)]);
  });

  test('no right to read: the statement for reading', async () => {
    server.denied.add('s3:GetObject');
    const failure = await failureOf({});
    expect(failure).toMatchObject({ step: 'read', subject: 'sessions/a/session.json' });
    expect(mendsOf(failure)).toMatchObject([
      {
        kind: 'policy',
        statement: { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::memory/team/memory/*'] },
      },
    ]);
  });

  test('what Amazon says of who is denied what', async () => {
    const message =
      'User: arn:aws:iam::123456789012:user/ana is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::memory" with an explicit deny in a service control policy';
    server.fault = ({ query }) =>
      query['list-type'] === '2' ? { status: 403, body: errorBody('AccessDenied', message) } : undefined;
    const failure = await failureOf({});
    expect(failure.mends).toHaveLength(1);
    expect(failure.mends[0]).toMatchObject({
      kind: 'text',
      why: expect.stringMatching(/service control policy denies s3:ListBucket outright/),
    });
  });
});

function errorBody(code: string, message: string): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}
