import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { xray } from '#services/xray/xray.ts';
import type { XrayEvent, XrayStep } from '#shared/contract/xray.ts';
import { type S3Location, s3Location } from '#shared/model/s3-location.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { codeOf, gather } from '../../storage/contract/helpers.ts';
import { reached } from '../../support/buckets.ts';

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

function place(change: Partial<S3Location> = {}): S3Location {
  const { endpoint } = server;
  return s3Location({ bucket: 'memory', prefix: 'prod', endpoint, credentials: { kind: 'keys' }, ...change });
}

async function run(
  change: Partial<S3Location> = {},
  secretAccessKey = server.secretAccessKey,
): Promise<XrayEvent[]> {
  const keys = { accessKeyId: server.accessKeyId, secretAccessKey };
  return gather(xray(await reached(place(change), keys), {}));
}

function steps(events: readonly XrayEvent[]): XrayStep[] {
  return events.filter((event) => event.kind === 'step' && event.outcome !== 'running') as XrayStep[];
}

/** The outcome of each step, in their order. */
async function outcomes(change: Partial<S3Location> = {}): Promise<string[]> {
  return steps(await run(change)).map(({ step, outcome, message }) => `${step} ${outcome}: ${message}`);
}

describe('the X-ray of a connection', () => {
  test('goes step by step, says what it found, and only looks', async () => {
    expect(await outcomes()).toEqual([
      'name passed: It is named by its address.',
      'connection passed: It answers. Nothing is encrypted on the way.',
      'clock passed: It goes as the server’s does.',
      'credentials passed: The keys that were entered are used.',
      'identity skipped: Only Amazon tells whose credentials they are.',
      'list passed: 1 folder and 0 files.',
      'read passed: One byte of it was read.',
      'sessions passed: Found 3 sessions.',
    ]);
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['HEAD', 'GET']));
  });

  test('signs nothing before there is a connection', async () => {
    await run();
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
    expect(server.requests[1]?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256/);
  });

  test('tells when a step begins and how long it took', async () => {
    const all = (await run()).filter((event) => event.kind === 'step');
    expect(all.map(({ step, outcome }) => `${step} ${outcome}`).slice(0, 3)).toEqual([
      'name running',
      'name passed',
      'connection running',
    ]);
    const tried = steps(all).filter(({ outcome }) => outcome !== 'skipped');
    expect(tried.every(({ milliseconds }) => milliseconds !== null)).toBe(true);
  });

  test('names at last what it could write, where saves go, each time another', async () => {
    const [one, other] = [(await run()).at(-1), (await run()).at(-1)];
    if (one?.kind !== 'offer' || other?.kind !== 'offer') throw new Error('There is no offer.');
    expect(one.key).toMatch(/^sessions\/[^/]+$/);
    expect(one.address).toBe(`s3://memory/prod/${one.key}`);
    expect(one.key).not.toBe(other.key);
  });

  test('begins at a step that is tried again', async () => {
    const location = place();
    const events = await gather(xray(await reached(location, server), { from: 'read' }));
    expect(steps(events).map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'read passed',
      'sessions passed',
    ]);
  });

  test('says where sessions are when it is not here, and offers the prefixes', async () => {
    const found = async (prefix: string) => {
      const last = steps(await run({ prefix })).at(-1);
      return { message: last?.message, mends: last?.mends.map((mend) => 'value' in mend && mend.value) };
    };
    expect(await found('prod/sessions')).toEqual({
      message: 'This lies inside sessions/, so the folder above that will be opened.',
      mends: ['prod'],
    });
    expect(await found('')).toEqual({
      message: 'They can be read from several places: agents, prod. You will be asked which.',
      mends: ['agents', 'prod'],
    });
    server.put('memory', 'one/store/sessions/x/session.json', '{}');
    expect(await found('one')).toEqual({ message: 'Found 1 session below store/.', mends: [] });
  });

  test('offers to write below the root that it found, and not where it is not clear', async () => {
    server.put('memory', 'one/store/sessions/x/session.json', '{}');
    const offer = async (prefix: string) => {
      const last = (await run({ prefix })).at(-1);
      return last?.kind === 'offer' ? last.address : null;
    };
    expect(await offer('one')).toMatch(/^s3:\/\/memory\/one\/store\/sessions\/[^/]+$/);
    expect(await offer('')).toBeNull();
    expect(await offer('prod/sessions')).toBeNull();
  });

  test('offers to write nothing where the bucket is not there or cannot be listed', async () => {
    const kinds = async (change: Partial<S3Location>) => (await run(change)).map(({ kind }) => kind);
    expect(await kinds({ bucket: 'nowhere' })).not.toContain('offer');
    server.fault = ({ query }) =>
      query['list-type'] === '2' ? { status: 403, code: 'AccessDenied' } : undefined;
    expect(await kinds({})).not.toContain('offer');
  });

  test('of an empty bucket warns, and hints at the prefix', async () => {
    const [list, read, sessions] = (await outcomes({ bucket: 'empty', prefix: 'typo' })).slice(-3);
    expect(list).toMatch(/list warned: .*check the prefix/);
    expect([read, sessions]).toEqual([
      'read skipped: There is no file to try.',
      'sessions skipped: There are no sessions here yet.',
    ]);
  });

  test('does not try what needs a failed step, and says which', async () => {
    const [list, read, sessions] = (await outcomes({ bucket: 'missing' })).slice(-3);
    expect(list).toMatch(/list failed: There is no bucket “missing”/);
    expect(read).toBe('read skipped: Not reached. It needs “List” above.');
    expect(sessions).toBe('sessions skipped: Not reached. It needs “List” above.');
  });

  test('says what is wrong with credentials before anything is signed', async () => {
    const all = await outcomes({ credentials: { kind: 'profile', profile: 'no-such-profile' } });
    expect(all[3]).toMatch(/credentials failed: .*profile “no-such-profile”/);
    expect(server.requests.some(({ headers }) => headers.authorization)).toBe(false);
  });

  test('shows no secret', async () => {
    const all = await run({}, 'a-wrong-secret');
    expect(steps(all).some(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(JSON.stringify(all)).not.toContain('a-wrong-secret');
  });

  test.each(['HEAD', 'GET'])(
    'stops when it is told to, while the server is silent to %s',
    async (silentTo) => {
      const stop = new AbortController();
      server.fault = ({ method }) => {
        if (method !== silentTo) return undefined;
        stop.abort();
        return 'hang';
      };
      const going = xray(await reached(place(), server), { signal: stop.signal });
      expect(await codeOf(gather(going))).toBe('CANCELLED');
    },
  );
});
