import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { S3Credentials } from '#shared/model/s3-location.ts';
import { failureOf } from '../../storage/contract/helpers.ts';
import { type Ground, makeGround, standOn } from './ground.ts';

let ground: Ground;
const roleArn = 'arn:aws:iam::481516234200:role/AgentMemory';
const role = { kind: 'role', roleArn, sessionName: '', externalId: '', mfaSerial: '' } as const;
const ownKeys = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };
const inFile = 'aws_access_key_id = test-access-key\naws_secret_access_key = test-secret-key\n';

beforeAll(async () => {
  ground = await makeGround();
});

beforeEach(async () => {
  standOn(ground);
  await ground.files({});
  ground.aws.asked.length = 0;
  Object.assign(ground.aws.sts, { externalId: null, mfa: null });
});

afterEach(() => vi.unstubAllEnvs());
afterAll(() => ground.close());

describe('credentials that read a bucket', () => {
  test('default chain: variables', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', ownKeys.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', ownKeys.secretAccessKey);
    expect(await ground.reads({ kind: 'default' })).toBe('text');
  });

  test('default chain: the default profile', async () => {
    await ground.files({ credentials: `[default]\n${inFile}` });
    expect(await ground.reads({ kind: 'default' })).toBe('text');
  });

  test('default chain: a web identity of the environment', async () => {
    const file = join(ground.home, 'token');
    await writeFile(file, ground.aws.sts.webToken);
    vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', file);
    vi.stubEnv('AWS_ROLE_ARN', roleArn);
    expect(await ground.reads({ kind: 'default' })).toBe('text');
    expect(ground.aws.asked).toEqual(['AssumeRoleWithWebIdentity']);
  });

  test('the variables of the AgentFlow library', async () => {
    vi.stubEnv('S3_ACCESS_KEY_ID', ownKeys.accessKeyId);
    vi.stubEnv('S3_SECRET_ACCESS_KEY', ownKeys.secretAccessKey);
    expect(await ground.reads({ kind: 'environment' })).toBe('text');
  });

  test('a profile with keys', async () => {
    await ground.files({ credentials: `[agents]\n${inFile}` });
    expect(await ground.reads({ kind: 'profile', profile: 'agents' })).toBe('text');
  });

  test('a profile with keys that expire', async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = ground.aws.issued.give(60_000);
    const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    await ground.files({ credentials: `[agents]\n${keys}aws_session_token = ${sessionToken}\n` });
    expect(await ground.reads({ kind: 'profile', profile: 'agents' })).toBe('text');
  });

  test('a profile that assumes a role with another', async () => {
    ground.aws.sts.externalId = 'acme-42';
    await ground.files({
      config: `[profile reader]\nrole_arn = ${roleArn}\nsource_profile = base\nexternal_id = acme-42\nregion = us-east-1\n`,
      credentials: `[base]\n${inFile}`,
    });
    expect(await ground.reads({ kind: 'profile', profile: 'reader' })).toBe('text');
    expect(ground.aws.asked).toEqual(['AssumeRole']);
  });

  test('a profile that assumes a role with an MFA code', async () => {
    const serial = 'arn:aws:iam::481516234200:mfa/ada';
    ground.aws.sts.mfa = { serial, code: '123456' };
    await ground.files({
      config: `[profile reader]\nrole_arn = ${roleArn}\nsource_profile = base\nmfa_serial = ${serial}\n`,
      credentials: `[base]\n${inFile}`,
    });
    const credentials: S3Credentials = { kind: 'profile', profile: 'reader' };
    const person = () => ({ kind: 'code', code: '123456' }) as const;
    expect(await ground.reads(credentials, { person })).toBe('text');
  });

  test('a profile with a web identity', async () => {
    const file = join(ground.home, 'token');
    await writeFile(file, ground.aws.sts.webToken);
    const config = `[profile pod]\nrole_arn = ${roleArn}\nweb_identity_token_file = ${file}\n`;
    await ground.files({ config });
    expect(await ground.reads({ kind: 'profile', profile: 'pod' })).toBe('text');
  });

  test.each(['profile', 'process'] as const)('a program that a profile names, as %s', async (kind) => {
    const { expiration, ...keys } = ground.aws.issued.give(60_000);
    const [AccessKeyId, SecretAccessKey, SessionToken] = [
      keys.accessKeyId,
      keys.secretAccessKey,
      keys.sessionToken,
    ];
    const said = { Version: 1, AccessKeyId, SecretAccessKey, SessionToken, Expiration: expiration };
    const file = join(ground.home, 'answer.json');
    await writeFile(file, JSON.stringify(said));
    await ground.files({ config: `[profile helper]\ncredential_process = cat ${file}\n` });
    const { session, storage } = await ground.reach({ kind, profile: 'helper' });
    expect(await storage.read('hello')).toBe('text');
    expect(session.state).toMatchObject({ state: 'good', expiresAt: expiration.getTime() });
    await storage.close();
  });

  test.each(['default', 'profile', 'keys'] as const)('a role that is assumed with %s', async (kind) => {
    ground.aws.sts.externalId = 'acme-42';
    await ground.files({ credentials: `[default]\n${inFile}[base]\n${inFile}` });
    const source = kind === 'profile' ? ({ kind, profile: 'base' } as const) : ({ kind } as const);
    const credentials: S3Credentials = { ...role, externalId: 'acme-42', sessionName: 'ada', source };
    expect(await ground.reads(credentials, kind === 'keys' ? { keys: ownKeys } : {})).toBe('text');
    expect(ground.aws.asked).toEqual(['AssumeRole']);
  });

  test('a role for the token of a file', async () => {
    const tokenFile = join(ground.home, 'token');
    await writeFile(tokenFile, ground.aws.sts.webToken);
    const credentials: S3Credentials = { kind: 'web-identity', roleArn, sessionName: '', tokenFile };
    expect(await ground.reads(credentials)).toBe('text');
  });

  test('keys, with a session token and without', async () => {
    expect(await ground.reads({ kind: 'keys' }, { keys: ownKeys })).toBe('text');
    const { expiration: _, ...temporary } = ground.aws.issued.give(60_000);
    expect(await ground.reads({ kind: 'keys' }, { keys: temporary })).toBe('text');
  });
});

describe('credentials that cannot be had', () => {
  const failing = async (credentials: S3Credentials) => failureOf(ground.reads(credentials));

  test('no profile of that name', async () => {
    const failure = await failing({ kind: 'profile', profile: 'nobody' });
    expect(failure).toMatchObject({ code: 'SIGN_IN', message: expect.stringContaining('no such profile') });
  });

  test('nothing in the usual places, not even a role of the machine', async () => {
    expect(await failing({ kind: 'default' })).toMatchObject({ code: 'SIGN_IN' });
  });

  test.each([
    [
      'a private key',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
    ],
    ['three words with dots between them', 'planted.secret.word'],
    ['what is longer than any token', `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(20_000)}.b`],
  ])('a token file that holds %s, which is sent nowhere', async (_, text) => {
    const tokenFile = join(ground.home, 'id_rsa');
    await writeFile(tokenFile, text);
    const failure = await failing({ kind: 'web-identity', roleArn, sessionName: '', tokenFile });
    expect([failure.code, failure.message]).toEqual(['SIGN_IN', expect.stringContaining('holds no token')]);
    expect(failure.message).toContain(tokenFile);
    expect(ground.aws.asked).toEqual([]);
  });

  test('a role that may not be assumed', async () => {
    ground.aws.sts.closed.add(`${roleArn}Closed`);
    await ground.files({ credentials: `[default]\n${inFile}` });
    const credentials = { ...role, roleArn: `${roleArn}Closed`, source: { kind: 'default' } } as const;
    expect(await failing(credentials)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/has to trust .* sts:AssumeRole/),
    });
  });

  test('a token of another identity provider that is refused, or missing', async () => {
    const tokenFile = join(ground.home, 'bad-token');
    const credentials = { kind: 'web-identity', roleArn, sessionName: '', tokenFile } as const;
    expect((await failing(credentials)).message).toContain('is not there');
    await writeFile(tokenFile, `${ground.aws.sts.webToken}-of-nobody`);
    expect((await failing(credentials)).message).toContain('is refused');
  });

  test('a program that fails: what it says goes nowhere, since it may be secret', async () => {
    await ground.files({ config: '[profile helper]\ncredential_process = echo very-secret >&2; exit 1\n' });
    const failure = await failing({ kind: 'process', profile: 'helper' });
    expect(failure.message).toContain('Run it in a terminal');
    expect(JSON.stringify([failure.message, failure.data, failure.cause ?? null])).not.toContain('secret');
  });

  test('a sign-in service that does not answer', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:9');
    await ground.files({ credentials: `[default]\n${inFile}` });
    expect(await failing({ ...role, source: { kind: 'default' } })).toMatchObject({ code: 'UNREACHABLE' });
  });

  test('single sign-on that gives no access to the role', async () => {
    const { startUrl, accountId } = ground.aws.sso;
    const roleName = 'Owner';
    const credentials = { kind: 'sso', startUrl, ssoRegion: 'us-east-1', accountId, roleName } as const;
    expect((await failureOf(ground.reads(credentials, { person: () => null }))).message).toContain(
      'gives no access',
    );
  });
});
