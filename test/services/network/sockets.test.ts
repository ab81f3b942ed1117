import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import type { S3Keys } from '#services/credentials/keys.ts';
import { type S3Location, s3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { startForwardProxy } from '../../support/forward-proxy.ts';
import { temporaryFolder } from '../../support/home.ts';
import { type Ground, makeGround, standOn } from '../credentials/ground.ts';

interface Tapped {
  readonly contacts: string[];
  readonly problem: string | null;
  /** How often it was tried to reach that service. */
  readonly asksMetadata: number;
}

let ground: Ground;
const roleArn = 'arn:aws:iam::481516234200:role/AgentMemory';
const ownKeys = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };
const inFile = 'aws_access_key_id = test-access-key\naws_secret_access_key = test-secret-key\n';

beforeAll(async () => {
  ground = await makeGround();
  ground.server.put('memory', 'sessions/a/session.json', '{}');
});
beforeEach(async () => {
  standOn(ground);
  await ground.files({});
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => ground.close());

type Job = Partial<S3Location> & { readonly keys?: S3Keys };

/** Tests, opens, writes to and closes a bucket by each way, in a process of which every connection is recorded. */
async function tapped(...jobs: readonly Job[]): Promise<Tapped[]> {
  const requests = jobs.map(({ keys, ...place }) => ({
    location: s3Location({ bucket: 'memory', endpoint: endpoint(), ...place }),
    keys,
    readOnly: false,
  }));
  const script = join(import.meta.dirname, 'children/tapped.ts');
  const child = spawn(process.execPath, [script, temporaryFolder()], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(JSON.stringify(requests));
  const answers = (await json(child.stdout)) as Pick<Tapped, 'contacts' | 'problem'>[];
  return answers.map(({ contacts, problem }) => ({
    problem,
    contacts: [...new Set(contacts)].sort(),
    asksMetadata: contacts.filter((contact) => contact === metadata).length,
  }));
}

/** The server by a name, so that lookups show. */
function endpoint(): string {
  return ground.server.endpoint.replace('127.0.0.1', 'localhost');
}

/** Leaves a token where the AWS tools do when somebody has signed in. */
async function signInBySso(): Promise<void> {
  const { startUrl, tokens } = ground.aws.sso;
  tokens.add('token-of-the-test');
  const cache = join(ground.home, '.aws', 'sso', 'cache');
  await mkdir(cache, { recursive: true });
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const token = { startUrl, region: 'us-east-1', accessToken: 'token-of-the-test', expiresAt };
  const name = createHash('sha1').update(startUrl).digest('hex');
  await writeFile(join(cache, `${name}.json`), JSON.stringify(token));
}

/** Nothing went wrong, and nobody else was asked. */
function only(...contacts: readonly string[]): Tapped {
  return { problem: null, contacts: [...contacts].sort(), asksMetadata: 0 };
}

/** In milliseconds: each starts a process of the app. */
vi.setConfig({ testTimeout: 120_000 });

const bucket = () => ['lookup localhost', `connect ${new URL(endpoint()).host}`];
const metadata = 'connect 169.254.169.254:80';

test('a connection asks its endpoint alone, and the sign-in services of its credentials', async () => {
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', undefined);
  vi.stubEnv('S3_ACCESS_KEY_ID', ownKeys.accessKeyId);
  vi.stubEnv('S3_SECRET_ACCESS_KEY', ownKeys.secretAccessKey);
  const [said, tokenFile] = [join(ground.home, 'said.json'), join(ground.home, 'token')];
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = ownKeys;
  await writeFile(said, JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey }));
  await writeFile(tokenFile, ground.aws.sts.webToken);
  await ground.files({
    credentials: `[agents]\n${inFile}`,
    config: `[profile helper]\ncredential_process = cat ${said}\n`,
  });
  await signInBySso();
  const { startUrl, accountId, roleName } = ground.aws.sso;
  const proxy = await startForwardProxy();
  onTestFinished(() => proxy.close());
  const role = { kind: 'role', roleArn, sessionName: '', externalId: '', mfaSerial: '' } as const;
  const [keys, byKeys] = [ownKeys, { kind: 'keys' } as const];
  const answers = await tapped(
    { credentials: byKeys, keys },
    { credentials: { kind: 'environment' } },
    { credentials: { kind: 'profile', profile: 'agents' } },
    { credentials: { kind: 'process', profile: 'helper' } },
    { credentials: { ...role, source: byKeys }, keys },
    { credentials: { kind: 'web-identity', roleArn, sessionName: '', tokenFile } },
    { credentials: { kind: 'sso', startUrl, ssoRegion: 'us-east-1', accountId, roleName } },
    // The proxy looks names up itself; it knows this one by its address alone.
    {
      credentials: byKeys,
      keys,
      endpoint: ground.server.endpoint,
      network: { ...usualNetwork, proxy: proxy.endpoint },
    },
  );
  const service = `connect ${new URL(ground.aws.origin).host}`;
  expect(answers).toEqual([
    ...Array(4).fill(only(...bucket())),
    ...Array(3).fill(only(...bucket(), service)),
    only(`connect ${new URL(proxy.endpoint).host}`),
  ]);
});

test('who signs in by single sign-on asks its service alone, from the registration to the credentials', async () => {
  const { startUrl, accountId, roleName } = ground.aws.sso;
  await rm(join(ground.home, '.aws', 'sso'), { recursive: true, force: true });
  ground.aws.asked.length = 0;
  const [answer] = await tapped({
    credentials: { kind: 'sso', startUrl, ssoRegion: 'us-east-1', accountId, roleName },
  });
  expect(answer).toEqual(only(...bucket(), `connect ${new URL(ground.aws.origin).host}`));
  expect(new Set(ground.aws.asked)).toEqual(
    new Set([
      '/client/register',
      '/device_authorization',
      '/token',
      '/federation/credentials',
      'GetCallerIdentity',
    ]),
  );
});

test.each([
  ['the endpoint of its region', { pathStyle: false }, 'memory.s3.eu-central-1.amazonaws.com'],
  ['the same with the bucket in the path', { pathStyle: true }, 's3.eu-central-1.amazonaws.com'],
  [
    'the one that has IPv6, too',
    { pathStyle: false, network: { ...usualNetwork, dualStack: true } },
    'memory.s3.dualstack.eu-central-1.amazonaws.com',
  ],
  [
    'the one of an access point',
    { bucket: 'arn:aws:s3:eu-west-1:481516234200:accesspoint/agents' },
    'agents-481516234200.s3-accesspoint.eu-west-1.amazonaws.com',
  ],
])('a bucket at Amazon asks for no other name than %s', async (_, place, name) => {
  const [answer] = await tapped({
    credentials: { kind: 'keys' },
    keys: ownKeys,
    endpoint: null,
    region: 'eu-central-1',
    ...place,
  });
  expect(answer?.problem).toMatch(/the host name is not known/);
  expect(answer?.contacts).toEqual([`connect ${name}:443`, `lookup ${name}`]);
});

describe('the metadata service of a cloud machine', () => {
  beforeEach(() => vi.stubEnv('AWS_EC2_METADATA_DISABLED', undefined));

  test('is asked by the default chain where it finds nothing else, and by nobody else', async () => {
    const [chain, ...others] = await tapped(
      { credentials: { kind: 'default' } },
      { credentials: { kind: 'profile', profile: 'nobody' } },
      { credentials: { kind: 'environment' } },
      { credentials: { kind: 'keys' } },
    );
    // Once for the test of the connection and once to open it, by a token and without one as the service has it.
    expect(chain?.asksMetadata).toBeLessThanOrEqual(4);
    expect(chain?.problem).toMatch(/No credentials in the usual AWS places/);
    expect(chain?.contacts).toEqual([...bucket(), metadata].sort());
    for (const { problem, contacts } of others) {
      expect(problem).not.toBeNull();
      expect(contacts).toEqual([...bucket()].sort());
    }
  });

  test('is not asked where the chain finds variables', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', ownKeys.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', ownKeys.secretAccessKey);
    expect(await tapped({ credentials: { kind: 'default' } })).toEqual([only(...bucket())]);
  });
});
