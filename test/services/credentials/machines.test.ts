import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFile } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { S3Credentials } from '#shared/model/s3-location.ts';
import { leaveLogin, loginEnd } from '../../aws/login.ts';
import { failureOf } from '../../storage/contract/helpers.ts';
import { type Ground, makeGround, standOn } from './ground.ts';

let ground: Ground;
const roleArn = 'arn:aws:iam::481516234200:role/AgentMemory';
const role = { kind: 'role', roleArn, sessionName: '', externalId: '', mfaSerial: '' } as const;
const metadata = '/latest/meta-data/iam/security-credentials/';

beforeAll(async () => {
  ground = await makeGround();
});

beforeEach(async () => {
  standOn(ground);
  await ground.files({});
  ground.aws.asked.length = 0;
  Object.assign(ground.aws.machine, { role: 'AgentMemory', takesNoToken: false });
});

afterEach(() => vi.unstubAllEnvs());
afterAll(() => ground.close());

function set(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

/** A profile that assumes a role with what the machine gives it. */
async function profileOf(source: string): Promise<S3Credentials> {
  await ground.files({
    config: `[profile pod]\nrole_arn = ${roleArn}\ncredential_source = ${source}\nregion = us-east-1\n`,
  });
  return { kind: 'profile', profile: 'pod' };
}

describe('the role of an EC2 instance', () => {
  beforeEach(() => set(ground.aws.inMachine));

  test('is found by the default chain, by a token of the second version of the service', async () => {
    const { session, storage } = await ground.reach({ kind: 'default' });
    expect(await storage.read('hello')).toBe('text');
    expect(ground.aws.asked).toEqual(['/latest/api/token', metadata, `${metadata}AgentMemory`]);
    expect(session.state).toMatchObject({ state: 'good', renews: true });
    expect(session.state.expiresAt).toBeGreaterThan(Date.now());
    await storage.close();
  });

  test('is found where the service knows its first version alone', async () => {
    ground.aws.machine.takesNoToken = true;
    expect(await ground.reads({ kind: 'default' })).toBe('text');
  });

  test('may be what a role is assumed with, by the default chain or by a profile', async () => {
    expect(await ground.reads({ ...role, source: { kind: 'default' } })).toBe('text');
    expect(await ground.reads(await profileOf('Ec2InstanceMetadata'))).toBe('text');
    expect(ground.aws.asked.filter((what) => what === 'AssumeRole')).toHaveLength(2);
  });

  test('is missed where the machine has none', async () => {
    ground.aws.machine.role = null;
    expect((await failureOf(ground.reads({ kind: 'default' }))).code).toBe('SIGN_IN');
  });
});

describe('the credentials of a container', () => {
  beforeEach(() => set(ground.aws.inContainer));

  test('are found by the default chain with the token of a file, as in EKS', async () => {
    const file = join(ground.home, 'container-token');
    await writeFile(file, ground.aws.machine.containerToken);
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', file);
    const { session, storage } = await ground.reach({ kind: 'default' });
    expect(await storage.read('hello')).toBe('text');
    expect(session.state).toMatchObject({ state: 'good', renews: true });
    expect(ground.aws.asked).toEqual(['/v1/credentials']);
    await storage.close();
  });

  test('are found with the token of a variable, as in ECS, and serve a role', async () => {
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', ground.aws.machine.containerToken);
    expect(await ground.reads({ kind: 'default' })).toBe('text');
    expect(await ground.reads(await profileOf('EcsContainer'))).toBe('text');
  });

  test('are not to be had with another token, and no metadata service is asked instead', async () => {
    set(ground.aws.inMachine);
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'somebody-else');
    expect((await failureOf(ground.reads({ kind: 'default' }))).code).toBe('SIGN_IN');
    expect(new Set(ground.aws.asked)).toEqual(new Set(['/v1/credentials']));
  });
});

describe('a profile of `aws login`', () => {
  const session = 'arn:aws:iam::481516234200:user/ada';
  const credentials: S3Credentials = { kind: 'profile', profile: 'ada' };
  const minute = 60_000;

  async function login(left: number): Promise<string> {
    const folder = join(ground.home, '.aws', 'login', 'cache');
    vi.stubEnv('AWS_LOGIN_CACHE_DIRECTORY', folder);
    await leaveLogin(ground.aws.login, { folder, session, left });
    await ground.files({ config: `[profile ada]\nlogin_session = ${session}\nregion = us-east-1\n` });
    return folder;
  }

  test('is used as it is signed in', async () => {
    await login(15 * minute);
    expect(await ground.reads(credentials)).toBe('text');
    expect(ground.aws.asked).toEqual([]);
  });

  test('is renewed where it ends, and left to the AWS tools', async () => {
    const folder = await login(minute);
    expect(await ground.reads(credentials)).toBe('text');
    expect(ground.aws.asked).toEqual(['/v1/token']);
    expect(await loginEnd(folder, session)).toBeGreaterThan(Date.now() + 5 * minute);
  });

  test('says how to sign in again once that is needed', async () => {
    await login(-minute);
    ground.aws.login.refreshTokens.clear();
    expect(await failureOf(ground.reads(credentials))).toMatchObject({
      code: 'SIGN_IN',
      message: expect.stringContaining('aws login'),
    });
    vi.stubEnv('AWS_LOGIN_CACHE_DIRECTORY', join(ground.home, 'nowhere'));
    expect((await failureOf(ground.reads(credentials))).message).toContain('aws login');
  });
});

describe('a service that takes connections and never answers', () => {
  let connections = 0;
  let silent: Server;
  const origin = () => `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;

  beforeEach(async () => {
    connections = 0;
    silent = createServer(() => {
      connections += 1;
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    vi.useRealTimers();
    silent.close();
  });

  test('with metadata, is asked by the default chain alone, for a second and without trying again', async () => {
    set({ ...ground.aws.inMachine, AWS_EC2_METADATA_SERVICE_ENDPOINT: origin() });
    const timeouts: unknown[] = [];
    const note = (message: unknown) => {
      const { request } = message as { request: ClientRequest & { timeout?: number } };
      if (request.path.startsWith('/latest/')) timeouts.push(request.timeout);
    };
    subscribe('http.client.request.created', note);
    try {
      const others: S3Credentials[] = [
        { kind: 'profile', profile: 'nobody' },
        { kind: 'process', profile: 'nobody' },
        { kind: 'environment' },
        { ...role, source: { kind: 'profile', profile: 'nobody' } },
        { kind: 'web-identity', roleArn, sessionName: '', tokenFile: '/nowhere' },
      ];
      for (const each of others) expect((await failureOf(ground.reads(each))).code).toBe('SIGN_IN');
      expect(connections).toBe(0);
      expect((await failureOf(ground.reads({ kind: 'default' }))).code).toBe('SIGN_IN');
      // Its second version, then its first: each once.
      expect(connections).toBe(2);
      expect(timeouts).toEqual([1000, 1000]);
    } finally {
      unsubscribe('http.client.request.created', note);
    }
  });

  test('for containers, ends the search after a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', origin());
    const { session } = await ground.reach({ kind: 'default' });
    const failure = failureOf(session.current());
    await vi.waitUntil(() => connections === 1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await failure).code).toBe('TIMEOUT');
  });
});
