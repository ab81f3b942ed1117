import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { xray } from '#services/xray/xray.ts';
import type { XrayStep } from '#shared/contract/xray.ts';
import { type S3Credentials, s3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { gather } from '../../storage/contract/helpers.ts';
import { reached } from '../../support/buckets.ts';
import { type ForwardProxy, startForwardProxy } from '../../support/forward-proxy.ts';
import { type Ground, makeGround, standOn } from '../credentials/ground.ts';

/** A host of Amazon's, which a proxy finds on this machine. */
const host = 's3.us-east-1.amazonaws.com';

let ground: Ground;
let proxy: ForwardProxy;

beforeAll(async () => {
  ground = await makeGround();
  proxy = await startForwardProxy();
  proxy.hosts.set(`memory.${host}`, '127.0.0.1');
});
beforeEach(() => {
  standOn(ground);
  ground.server.denied.clear();
  ground.aws.sts.lifetime = 3_600_000;
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await proxy.close();
  await ground.close();
});

const role = 'arn:aws:iam::481516234200:role/AgentMemory';

const assumed: S3Credentials = {
  kind: 'role',
  roleArn: role,
  sessionName: '',
  externalId: '',
  mfaSerial: '',
  source: { kind: 'keys' },
};

async function stepsOf(credentials: S3Credentials, secretAccessKey = 'test-secret-key'): Promise<XrayStep[]> {
  const location = s3Location({
    bucket: 'memory',
    endpoint: ground.server.endpoint.replace('127.0.0.1', host),
    pathStyle: false,
    credentials,
    network: { ...usualNetwork, proxy: proxy.endpoint },
  });
  const bucket = await reached(location, { accessKeyId: 'test-access-key', secretAccessKey });
  const events = await gather(xray(bucket, {}));
  return events.filter((event) => event.kind === 'step' && event.outcome !== 'running') as XrayStep[];
}

const named = (steps: readonly XrayStep[], name: XrayStep['step']) => steps.find(({ step }) => step === name);

describe('who asks', () => {
  test('is told of keys, by the network of the connection', async () => {
    proxy.seen.length = 0;
    const steps = await stepsOf({ kind: 'keys' });
    expect(named(steps, 'identity')).toMatchObject({
      outcome: 'passed',
      subject: 'arn:aws:iam::481516234200:user/ana',
    });
    expect(proxy.seen.some((seen) => seen.endsWith(ground.aws.origin))).toBe(true);
  });

  test('is told of a role that was assumed', async () => {
    expect(named(await stepsOf(assumed), 'identity')?.subject).toMatch(/:assumed-role\/AgentMemory\//);
  });

  test('is who a missing right is for', async () => {
    ground.server.denied.add('s3:ListBucket');
    const policy = named(await stepsOf({ kind: 'keys' }), 'list')?.mends.find(
      ({ kind }) => kind === 'policy',
    );
    expect(policy).toMatchObject({ principal: 'arn:aws:iam::481516234200:user/ana' });
  });

  test('says that a key is wrong before the bucket is asked', async () => {
    const steps = await stepsOf({ kind: 'keys' }, 'another');
    expect(named(steps, 'identity')).toMatchObject({
      outcome: 'failed',
      raw: 'SignatureDoesNotMatch 403',
      mends: [{ kind: 'set', field: 'credentials' }],
    });
    expect(named(steps, 'list')).toMatchObject({ outcome: 'skipped' });
  });

  test('is not needed: where it cannot be asked, the rest goes on', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:9');
    const steps = await stepsOf({ kind: 'keys' });
    expect(named(steps, 'identity')).toMatchObject({ outcome: 'warned' });
    expect(named(steps, 'list')).toMatchObject({ outcome: 'passed' });
  });
});
