import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { S3Credentials } from '#shared/model/s3-location.ts';
import { codeOf, failureOf } from '../../storage/contract/helpers.ts';
import { type Ground, makeGround, standOn } from './ground.ts';

let ground: Ground;
const serial = 'arn:aws:iam::481516234200:mfa/ada';
const inFile = 'aws_access_key_id = test-access-key\naws_secret_access_key = test-secret-key\n';
const role: S3Credentials & { kind: 'role' } = {
  kind: 'role',
  roleArn: 'arn:aws:iam::481516234200:role/AgentMemory',
  sessionName: '',
  externalId: '',
  mfaSerial: '',
  source: { kind: 'profile', profile: 'base' },
};
const withMfa = { ...role, mfaSerial: serial };

beforeEach(async () => {
  ground = await makeGround();
  standOn(ground);
  await ground.files({ credentials: `[base]\n${inFile}` });
});

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await ground.close();
});

const minute = 60_000;

/** Moves the clock of the app and of all that it asks; timers go on as they are. */
function pass(time: number): void {
  const now = Date.now() + time;
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(now);
}

function assumed(): number {
  return ground.aws.asked.filter((action) => action === 'AssumeRole').length;
}

describe('credentials that run out', () => {
  test('are found once, however many requests wait', async () => {
    const { storage } = await ground.reach(role);
    await Promise.all(Array.from({ length: 20 }, () => storage.read('hello')));
    expect(assumed()).toBe(1);
    await storage.close();
  });

  test('are renewed before they do, without asking anybody', async () => {
    ground.aws.sts.lifetime = 2_000;
    const { storage, session } = await ground.reach(role);
    await storage.read('hello');
    expect(session.state).toMatchObject({ state: 'good', asks: 'nothing', renews: true });
    const end = session.state.expiresAt;
    await vi.waitUntil(() => session.state.expiresAt !== end, { timeout: 5_000 });
    expect(session.state.state).toBe('good');
    expect(await storage.read('hello')).toBe('text');
    await storage.close();
    session.close();
  });

  test('are known to run out, where somebody has to be asked', async () => {
    ground.aws.sts.mfa = { serial, code: '123456' };
    const person = () => ({ kind: 'code', code: '123456' }) as const;
    const { storage, session, signIn } = await ground.reach(withMfa, { person });
    await signIn();
    const { expiresAt } = session.state;
    expect(session.state).toMatchObject({ state: 'good', asks: 'code', renews: false });
    expect(expiresAt).toBeGreaterThan(Date.now());
    pass(61 * minute);
    expect(session.state).toMatchObject({ state: 'needed', problem: 'The credentials have expired.' });
    expect(await codeOf(storage.read('hello'))).toBe('SIGN_IN');
    // Signing in again mends it.
    ground.aws.sts.mfa.code = '123456';
    await signIn();
    expect(session.state).toMatchObject({ state: 'good', problem: null });
    expect(await storage.read('hello')).toBe('text');
    await storage.close();
  });

  test('and cannot be found again after the computer slept, are said to be over', async () => {
    const { session } = await ground.reach(role);
    await session.current();
    await ground.files({ credentials: '' });
    pass(61 * minute);
    expect(await codeOf(session.current())).toBe('SIGN_IN');
    expect(session.state).toMatchObject({ state: 'needed', problem: expect.stringContaining('AgentMemory') });
    await ground.files({ credentials: `[base]\n${inFile}` });
    pass(minute);
    await session.current();
    expect(session.state).toMatchObject({ state: 'good', renews: true, problem: null });
  });

  test('and cannot be renewed now, are no longer said to be renewed until they were', async () => {
    const { session } = await ground.reach(role);
    await session.current();
    ground.aws.sts.closed.add(role.roleArn);
    pass(56 * minute);
    await session.current();
    await vi.waitUntil(() => !session.state.renews, { timeout: 5_000 });
    expect(session.state.state).toBe('good');
    ground.aws.sts.closed.clear();
    pass(minute);
    await session.current();
    await vi.waitUntil(() => session.state.renews, { timeout: 5_000 });
  });

  test('and cannot be renewed without a network, are said to be over, and go on by themselves once there is one', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const { session, storage } = await ground.reach(role);
    await storage.read('hello');
    vi.stubEnv('AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:9');
    await vi.advanceTimersByTimeAsync(61 * minute);
    await vi.waitUntil(() => session.state.state !== 'good');
    const said = /have expired, and the service that renews them cannot be reached/;
    expect(session.state).toMatchObject({ state: 'overdue', problem: expect.stringMatching(said) });
    expect(await failureOf(storage.read('hello'))).toMatchObject({
      code: 'SIGN_IN',
      message: expect.stringMatching(said),
    });
    const { generation } = session.state;
    vi.stubEnv('AWS_ENDPOINT_URL_STS', ground.aws.origin);
    await vi.advanceTimersByTimeAsync(minute);
    await vi.waitUntil(() => session.state.state === 'good');
    expect(session.state).toMatchObject({ renews: true, problem: null });
    expect(session.state.generation).not.toBe(generation);
    expect(await storage.read('hello')).toBe('text');
    session.close();
    await storage.close();
  });

  test('and cannot be renewed, are not searched anew with every request of their last minutes', async () => {
    const { session } = await ground.reach(role);
    await session.current();
    ground.aws.sts.closed.add(role.roleArn);
    pass(56 * minute);
    await session.current();
    await vi.waitUntil(() => !session.state.renews, { timeout: 5_000 });
    const before = assumed();
    for (let request = 0; request < 5; request++) {
      await session.current();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(assumed()).toBe(before);
  });

  test('and are refused too soon, are found again: a write goes on, and is done once', async () => {
    const { storage } = await ground.reach(role);
    await storage.read('hello');
    ground.aws.issued.expire();
    ground.server.requests.length = 0;
    await storage.writeBytes('note', new TextEncoder().encode('kept'), { ifAbsent: true });
    expect(await storage.stat('note')).not.toBeNull();
    expect(assumed()).toBe(2);
    const puts = ground.server.requests.filter(({ method }) => method === 'PUT');
    expect(puts.length).toBeLessThanOrEqual(2);
    await storage.close();
  });

  test('are found again where only a request without an answer’s body tells it', async () => {
    const { storage } = await ground.reach(role);
    await storage.read('hello');
    ground.aws.issued.expire();
    expect(await storage.stat('hello')).not.toBeNull();
    expect(assumed()).toBe(2);
    await storage.close();
  });

  test('and were renewed outside are read from their file again', async () => {
    const write = async () => {
      const { accessKeyId, secretAccessKey, sessionToken } = ground.aws.issued.give(60_000);
      const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
      await writeFile(
        join(ground.home, '.aws', 'credentials'),
        `[agents]\n${keys}aws_session_token = ${sessionToken}\n`,
      );
    };
    await write();
    const { storage, session } = await ground.reach({ kind: 'profile', profile: 'agents' });
    await storage.read('hello');
    ground.aws.issued.expire();
    const failure = await failureOf(storage.read('hello'));
    expect(failure).toMatchObject({ code: 'SIGN_IN', message: expect.stringContaining('expired') });
    expect(session.state).toMatchObject({ state: 'needed', asks: 'nothing' });
    await write();
    await session.signIn({
      prompts: (await ground.reach(role)).signIns.prompts,
      store: null,
      name: '',
      asksKeys: true,
    });
    expect(await storage.read('hello')).toBe('text');
    await storage.close();
  });
});

test('credentials that many requests find refused at once are sent again by none of them', async () => {
  const keys = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };
  const { session } = await ground.reach({ kind: 'keys' }, { keys });
  await session.current();
  const { generation } = session;
  const refusals = [1, 2, 3].map(() => session.refused(generation, 'ExpiredToken'));
  expect(await Promise.all(refusals)).toEqual([false, false, false]);
});

test('a session ends with the last store that uses it, and renews no more', async () => {
  ground.aws.sts.lifetime = 1_000;
  const { session, signIns, bucket } = await ground.reach(role);
  const closed = vi.spyOn(session, 'close');
  const user = { session, name: 'Agents', keep: async () => {} };
  for (const store of ['one', 'two']) signIns.use(store, user);
  bucket.release({ mayTryAgain: false });
  await session.current();
  signIns.use('one', null);
  expect(closed).not.toHaveBeenCalled();
  signIns.use('two', null);
  expect(closed).toHaveBeenCalledOnce();
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(assumed()).toBe(1);
});

describe('credentials that were found for a try that failed', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    ground.aws.sts.mfa = { serial, code: '123456' };
  });
  const person = () => ({ kind: 'code', code: '123456' }) as const;

  test('serve its next try for five minutes, so that no other code is asked for', async () => {
    const failed = await ground.reach(withMfa, { person });
    await failed.signIn();
    failed.bucket.release({ mayTryAgain: true });
    await vi.advanceTimersByTimeAsync(4 * minute);
    const next = await ground.reach(withMfa, { beside: failed });
    await next.signIn();
    expect(await next.storage.read('hello')).toBe('text');
    // Those that are in use again stay.
    await vi.advanceTimersByTimeAsync(4 * minute);
    expect(await next.storage.read('hello')).toBe('text');
    expect(failed.asked).toHaveLength(1);
    await next.storage.close();
  });

  test('are let go after that', async () => {
    const failed = await ground.reach(withMfa, { person });
    await failed.signIn();
    failed.bucket.release({ mayTryAgain: true });
    await vi.advanceTimersByTimeAsync(6 * minute);
    ground.aws.sts.mfa = { serial, code: '123456' };
    const next = await ground.reach(withMfa, { beside: failed });
    expect(next.session).not.toBe(failed.session);
    await next.signIn();
    expect(failed.asked).toHaveLength(2);
  });

  test('stay as long as somebody is asked for them', async () => {
    const failed = await ground.reach(withMfa, { person: () => null });
    const signedIn = failed.signIn();
    await vi.waitUntil(() => failed.asked.length > 0);
    failed.bucket.release({ mayTryAgain: true });
    // Close to the end of the five minutes that a person has for a code.
    await vi.advanceTimersByTimeAsync(4.9 * minute);
    failed.signIns.prompts.answer(failed.asked[0]?.id ?? '', person());
    await signedIn;
    await vi.advanceTimersByTimeAsync(4 * minute);
    const next = await ground.reach(withMfa, { beside: failed });
    expect(next.session).toBe(failed.session);
  });
});

test('credentials that were refused are still sent, and are good once the server takes them', async () => {
  const keys = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };
  const { storage, session } = await ground.reach({ kind: 'keys' }, { keys });
  ground.server.fault = () => ({ status: 400, code: 'ExpiredToken' });
  expect(await codeOf(storage.read('hello'))).toBe('SIGN_IN');
  expect(session.state).toMatchObject({ state: 'needed', problem: 'The credentials have expired.' });
  ground.server.fault = undefined;
  expect(await storage.read('hello')).toBe('text');
  expect(session.state).toMatchObject({ state: 'good', problem: null });
  await storage.close();
});

test.each([
  [{ status: 403, code: 'SignatureDoesNotMatch' }, /secret key does not fit/],
  [{ status: 403, code: 'InvalidAccessKeyId' }, /does not know the access key/],
  [{ status: 401, code: 'Unauthorized' }, /asks for other credentials/],
])('keys that are refused by %o are asked for anew', async (refusal, why) => {
  const keys = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };
  const person = () => ({ kind: 'keys', keys }) as const;
  const { storage, session, signIn, asked } = await ground.reach({ kind: 'keys' }, { keys, person });
  ground.server.fault = () => refusal;
  expect(await codeOf(storage.read('hello'))).toBe('SIGN_IN');
  expect(session.state).toMatchObject({ state: 'needed', asks: 'keys' });
  const { generation } = session.state;
  await signIn();
  expect(asked).toMatchObject([{ kind: 'keys', problem: expect.stringMatching(why) }]);
  // The same ones once more are no others.
  expect(session.state.generation).toBe(generation);
  await storage.close();
});

test('a server that goes on refusing is no reason to ask sign-in services with every request', async () => {
  const { storage } = await ground.reach(role);
  ground.server.fault = () => ({ status: 400, code: 'ExpiredToken' });
  for (let request = 0; request < 5; request++) expect(await codeOf(storage.read('hello'))).toBe('SIGN_IN');
  // To begin with, and once in place of what was refused.
  expect(assumed()).toBe(2);
  await storage.close();
});

describe('what people are asked for', () => {
  test('a code is asked for once more where it was wrong, with why, and at most three times', async () => {
    ground.aws.sts.mfa = { serial, code: '123456' };
    const codes = ['000000', '123456'];
    const person = () => ({ kind: 'code', code: codes.shift() ?? '' }) as const;
    const { signIn, asked } = await ground.reach(withMfa, { person });
    await signIn();
    expect(asked).toMatchObject([
      { kind: 'code', serial, problem: null },
      { kind: 'code', problem: expect.stringContaining('not accepted') },
    ]);
    const stubborn = await ground.reach(withMfa, { person: () => ({ kind: 'code', code: 'no' }) });
    expect((await failureOf(stubborn.signIn())).message).toContain('code was not accepted');
    expect(stubborn.asked).toHaveLength(3);
  });

  test('one code serves all that wait for it', async () => {
    ground.aws.sts.mfa = { serial, code: '123456' };
    const person = () => ({ kind: 'code', code: '123456' }) as const;
    const { signIn, asked, storage } = await ground.reach(withMfa, { person });
    const [, , text] = await Promise.all([signIn(), signIn(), storage.read('hello')]);
    expect(text).toBe('text');
    expect(asked).toHaveLength(1);
    await storage.close();
  });

  test('new keys take the place of such as have expired, and are asked for in place', async () => {
    const { expiration: _, ...old } = ground.aws.issued.give(60_000);
    const person = () => {
      const { expiration, ...keys } = ground.aws.issued.give(60_000);
      return { kind: 'keys', keys } as const;
    };
    const { storage, session, signIn, asked } = await ground.reach({ kind: 'keys' }, { keys: old, person });
    expect(await storage.read('hello')).toBe('text');
    ground.aws.issued.expire();
    expect(await codeOf(storage.read('hello'))).toBe('SIGN_IN');
    expect(session.state).toMatchObject({ state: 'needed', asks: 'keys' });
    await signIn();
    expect(await storage.read('hello')).toBe('text');
    expect(asked).toMatchObject([{ kind: 'keys', problem: expect.stringContaining('expired') }]);
    await storage.close();
  });

  test('giving it up stops what waits for it, and leaves nothing asked for', async () => {
    const { signIn, signIns, session } = await ground.reach(withMfa, { person: () => 'cancel' });
    expect(await codeOf(signIn())).toBe('CANCELLED');
    expect(signIns.prompts.list()).toEqual([]);
    expect(session.state.state).not.toBe('running');
  });

  test('who stops before anything was asked for is asked nothing', async () => {
    const { signIns, session, asked } = await ground.reach(withMfa, { person: () => null });
    const asker = { prompts: signIns.prompts, store: null, name: 'Agents', asksKeys: true };
    const stop = new AbortController();
    const waiting = session.signIn(asker, { signal: stop.signal });
    stop.abort();
    expect(await codeOf(waiting)).toBe('CANCELLED');
    await vi.waitUntil(() => session.state.state !== 'running' || asked.length > 0);
    expect([asked, session.state.state]).toEqual([[], 'good']);
    signIns.close();
  });

  test('who stops does not stop it for another one who waits', async () => {
    const { signIns, session } = await ground.reach(withMfa, {
      person: () => ({ kind: 'code', code: '123456' }),
    });
    const asker = { prompts: signIns.prompts, store: null, name: 'Agents', asksKeys: true };
    ground.aws.sts.mfa = { serial, code: '123456' };
    const stop = new AbortController();
    const gone = session.signIn(asker, { signal: stop.signal });
    const stays = session.signIn({ ...asker, name: 'Other' });
    stop.abort();
    expect(await codeOf(gone)).toBe('CANCELLED');
    await stays;
    signIns.close();
  });

  test('who stops waiting does not stop it for the page that comes back', async () => {
    const { signIns, session } = await ground.reach(withMfa, { person: () => null });
    const gone = new AbortController();
    const asker = { prompts: signIns.prompts, store: null, name: 'Agents', asksKeys: true };
    const waiting = session.signIn(asker, { signal: gone.signal });
    await vi.waitUntil(() => signIns.prompts.list().length > 0);
    gone.abort();
    expect(await codeOf(waiting)).toBe('CANCELLED');
    const seenAgain = await signIns.prompts.listen(undefined).next();
    expect(seenAgain.value).toMatchObject([{ kind: 'code', serial }]);
    signIns.close();
  });
});
