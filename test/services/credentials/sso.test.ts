import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { S3Credentials } from '#shared/model/s3-location.ts';
import { codeOf, failureOf } from '../../storage/contract/helpers.ts';
import { type Ground, makeGround, standOn } from './ground.ts';

let ground: Ground;
const ssoSettings = 'sso_account_id = 481516234200\nsso_role_name = AgentMemory\n';
const startUrl = 'https://acme.awsapps.example/start';
const session = `[sso-session acme]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n`;

function cache(): string {
  return join(ground.home, '.aws', 'sso', 'cache');
}

async function token(): Promise<{ file: string; mode: number; said: Record<string, string> }> {
  const [name = ''] = await readdir(cache());
  const file = join(cache(), name);
  return { file, mode: (await stat(file)).mode & 0o777, said: JSON.parse(await readFile(file, 'utf8')) };
}

function sso(): S3Credentials {
  const { accountId, roleName } = ground.aws.sso;
  return { kind: 'sso', startUrl, ssoRegion: 'us-east-1', accountId, roleName };
}

const waiting = () => null;

beforeEach(async () => {
  ground = await makeGround();
  standOn(ground);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await ground.close();
});

describe('signing in to single sign-on', () => {
  test('shows a code and a page, waits for it to be confirmed, and leaves the token to the AWS tools', async () => {
    const { storage, signIn, asked } = await ground.reach(sso(), { person: waiting });
    await signIn();
    expect(await storage.read('hello')).toBe('text');
    expect(asked).toMatchObject([
      {
        kind: 'page',
        name: 'Agents',
        code: 'WDJB-MJHT',
        url: expect.stringContaining('/page?user_code=WDJB-MJHT'),
      },
    ]);
    const { mode, said } = await token();
    expect(mode).toBe(0o600);
    expect(said).toMatchObject({ startUrl, region: 'us-east-1', clientId: 'client-of-the-test' });
    expect(ground.aws.sso.tokens).toContain(said.accessToken);
    await storage.close();
  });

  test('asks nobody where somebody is signed in already', async () => {
    expect(await ground.reads(sso(), { person: waiting })).toBe('text');
    expect(await ground.reads(sso(), { person: () => 'cancel' })).toBe('text');
    expect(ground.aws.sso.begun).toBe(1);
  });

  test('serves profiles, those with a session of the config file and those without', async () => {
    const old = `[profile old]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n${ssoSettings}`;
    await ground.files({ config: `${session}[profile new]\nsso_session = acme\n${ssoSettings}${old}` });
    expect(await ground.reads({ kind: 'profile', profile: 'new' }, { person: waiting })).toBe('text');
    expect(await ground.reads({ kind: 'profile', profile: 'old' }, { person: waiting })).toBe('text');
    // Each has a file of its own, named as the AWS tools do; one sign-in serves both.
    expect(await readdir(cache())).toHaveLength(2);
    expect(ground.aws.sso.begun).toBe(1);
  });

  test('serves a role that is assumed with such a profile, and the default chain', async () => {
    const role = 'role_arn = arn:aws:iam::481516234200:role/Deep\nsource_profile = new\nregion = us-east-1\n';
    const config = `${session}[profile new]\nsso_session = acme\n${ssoSettings}[profile deep]\n${role}`;
    await ground.files({ config });
    vi.stubEnv('AWS_PROFILE', 'deep');
    expect(await ground.reads({ kind: 'default' }, { person: waiting })).toBe('text');
    expect(ground.aws.asked.filter((what) => /^(Assume|.token)/.test(what))).toEqual([
      '/token',
      'AssumeRole',
    ]);
  });

  test('goes on until the page is confirmed', async () => {
    ground.aws.sso.confirmed = false;
    const { signIn, storage } = await ground.reach(sso(), { person: waiting });
    const done = signIn();
    await vi.waitUntil(() => ground.aws.sso.polls > 0, { timeout: 5000 });
    ground.aws.sso.confirmed = true;
    await done;
    expect(await storage.read('hello')).toBe('text');
    await storage.close();
  });

  test('ends when it is given up or declined', async () => {
    ground.aws.sso.confirmed = false;
    expect(await codeOf(ground.reads(sso(), { person: () => 'cancel' }))).toBe('CANCELLED');
    const { polls } = ground.aws.sso;
    ground.aws.sso.confirmed = 'declined';
    expect((await failureOf(ground.reads(sso(), { person: waiting }))).message).toContain('declined');
    expect(ground.aws.sso.polls).toBe(polls + 1);
  });

  test.each(['http://acme.example/device', 'file:///etc/passwd', 'javascript:alert(1)', 'nonsense'])(
    'leads to no page that is not safe: %s',
    async (page) => {
      ground.aws.sso.page = page;
      const { signIn, asked } = await ground.reach(sso(), { person: waiting });
      expect((await failureOf(signIn())).message).toContain('without a safe page');
      expect(asked).toEqual([]);
    },
  );

  test('asks anew where the token is refused though it looks right', async () => {
    await ground.reads(sso(), { person: waiting });
    ground.aws.sso.tokens.clear();
    expect(await ground.reads(sso(), { person: waiting })).toBe('text');
    expect(ground.aws.sso.begun).toBe(2);
  });

  test('renews a token that ends, and asks nobody for that', async () => {
    await ground.reads(sso(), { person: waiting });
    const { file, said } = await token();
    await writeFile(file, JSON.stringify({ ...said, expiresAt: new Date(Date.now() - 1000).toISOString() }));
    expect(await ground.reads(sso(), { person: () => 'cancel' })).toBe('text');
    expect((await token()).said.accessToken).not.toBe(said.accessToken);
    expect(ground.aws.sso.begun).toBe(1);
  });
});

/** What a person does in a terminal: leaves a token in the file of the session of the config file. */
async function signInByTerminal(): Promise<void> {
  ground.aws.sso.tokens.add('token-of-the-terminal');
  await mkdir(cache(), { recursive: true });
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const said = {
    startUrl: `${startUrl}/`,
    region: 'us-east-1',
    accessToken: 'token-of-the-terminal',
    expiresAt,
  };
  await writeFile(
    join(cache(), `${createHash('sha1').update('acme').digest('hex')}.json`),
    JSON.stringify(said),
  );
}

describe('one sign-in for all that is reached by the same single sign-on', () => {
  const profiles = `${session}[profile new]\nsso_session = acme\n${ssoSettings}`;

  test('is asked for once, by whatever they find it, and says for whom', async () => {
    ground.aws.sso.confirmed = false;
    await ground.files({ config: profiles });
    const agents = await ground.reach(sso(), { person: waiting });
    const archive = await ground.reach(
      { kind: 'profile', profile: 'new' },
      { beside: agents, name: 'Archive' },
    );
    const twin = await ground.reach(sso(), { beside: agents, name: 'Twin' });
    const done = Promise.all([agents.signIn(), archive.signIn(), twin.signIn()]);
    const asked = () => agents.signIns.prompts.list();
    await vi.waitUntil(() => asked()[0]?.also.length === 2, { timeout: 5000 });
    expect(asked()).toMatchObject([{ kind: 'page', name: 'Agents' }]);
    expect(
      asked()[0]
        ?.also.map(({ name }) => name)
        .sort(),
    ).toEqual(['Archive', 'Twin']);
    ground.aws.sso.confirmed = true;
    await done;
    for (const { storage } of [agents, archive, twin]) {
      expect(await storage.read('hello')).toBe('text');
      await storage.close();
    }
    expect(ground.aws.sso.begun).toBe(1);
    expect(asked()).toEqual([]);
  });

  test('is given up for all of them', async () => {
    ground.aws.sso.confirmed = false;
    await ground.files({ config: profiles });
    const agents = await ground.reach(sso(), { person: waiting });
    const archive = await ground.reach(
      { kind: 'profile', profile: 'new' },
      { beside: agents, name: 'Archive' },
    );
    const codes = [codeOf(agents.signIn()), codeOf(archive.signIn())];
    const asked = () => agents.signIns.prompts.list()[0];
    await vi.waitUntil(() => asked()?.also.length === 1, { timeout: 5000 });
    agents.signIns.prompts.cancel(asked()?.id ?? '');
    expect(await Promise.all(codes)).toEqual(['CANCELLED', 'CANCELLED']);
  });

  test('lets go on what is open and waits for it', async () => {
    await ground.files({ config: profiles });
    const agents = await ground.reach(sso(), { person: waiting });
    const archive = await ground.reach({ kind: 'profile', profile: 'new' }, { beside: agents });
    expect(await codeOf(archive.storage.read('hello'))).toBe('SIGN_IN');
    expect(archive.session.state.state).toBe('needed');
    await agents.signIn();
    await vi.waitUntil(() => archive.session.state.state === 'good', { timeout: 5000 });
  });

  test('may be one in a terminal: what is asked for then closes by itself and goes on', async () => {
    ground.aws.sso.confirmed = false;
    const { signIn, signIns, storage, asked } = await ground.reach(sso(), { person: waiting });
    const done = signIn();
    await vi.waitUntil(() => asked.length > 0, { timeout: 5000 });
    await signInByTerminal();
    await done;
    expect(signIns.prompts.list()).toEqual([]);
    expect(await storage.read('hello')).toBe('text');
    await storage.close();
  });

  test('may be one in a terminal, too, for what is open and was signed out', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const { session, signIn, storage } = await ground.reach(sso(), { person: waiting });
    await signIn();
    ground.aws.sso.refreshTokens.clear();
    await vi.advanceTimersByTimeAsync(9 * 3_600_000);
    await vi.waitUntil(() => session.state.state === 'needed', { timeout: 5000 });
    await signInByTerminal();
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitUntil(() => session.state.state === 'good', { timeout: 5000 });
    expect(await storage.read('hello')).toBe('text');
    session.close();
    await storage.close();
  });

  test('is renewed once, however many find out that it ends', async () => {
    await ground.reads(sso(), { person: waiting });
    const { file, said } = await token();
    await writeFile(file, JSON.stringify({ ...said, expiresAt: new Date(Date.now() - 1000).toISOString() }));
    await ground.files({ config: profiles });
    const agents = await ground.reach(sso(), { person: () => 'cancel' });
    const archive = await ground.reach({ kind: 'profile', profile: 'new' }, { beside: agents });
    await Promise.all([agents.storage.read('hello'), archive.storage.read('hello')]);
    expect(ground.aws.asked.filter((what) => what === '/token')).toHaveLength(2);
  });
});

test('nobody is asked by a request alone: it says that somebody has to sign in', async () => {
  const { storage, session: credentials, asked } = await ground.reach(sso(), { person: waiting });
  const failure = await failureOf(storage.read('hello'));
  expect(failure).toMatchObject({
    code: 'SIGN_IN',
    message: expect.stringContaining('Nobody is signed in there'),
  });
  expect(credentials.state).toMatchObject({ state: 'needed', asks: 'page' });
  expect(asked).toEqual([]);
  await storage.close();
});
