import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppEvents } from '#services/app/events.ts';
import { Meter } from '#services/meter/meter.ts';
import { xray } from '#services/xray/xray.ts';
import { XrayRuns } from '#services/xray/xray-runs.ts';
import type { XrayEvent, XrayStep } from '#shared/contract/xray.ts';
import { type S3Location, s3Location } from '#shared/model/s3-location.ts';
import type { Conditions } from '../../s3-server/conditions.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { codeOf, gather } from '../../storage/contract/helpers.ts';
import { bucketsWithoutApp, reached } from '../../support/buckets.ts';

let server: S3TestServer;
let bucket: string;
let buckets = 0;

beforeAll(async () => {
  server = await startS3Server();
});

beforeEach(() => {
  buckets += 1;
  bucket = `memory-${buckets}`;
  server.createBucket(bucket);
  server.put(bucket, 'team/sessions/a/session.json', '{}');
  server.conditions = 'honoured';
  server.fault = undefined;
  server.denied.clear();
});

afterAll(() => server.close());

function place(change: Partial<S3Location> = {}): S3Location {
  const { endpoint } = server;
  return s3Location({ bucket, prefix: 'team', endpoint, credentials: { kind: 'keys' }, ...change });
}

async function run(options: { probe?: string; signal?: AbortSignal }, change: Partial<S3Location> = {}) {
  const location = place(change);
  const from = options.probe === undefined ? undefined : ('create' as const);
  return gather(xray(await reached(location, server), { from, ...options }));
}

/** The name that a run without consent offers. */
async function offered(): Promise<string> {
  const last = (await run({})).at(-1);
  if (last?.kind !== 'offer') throw new Error('There is no offer.');
  return last.key;
}

async function tried(change: Partial<S3Location> = {}): Promise<XrayStep[]> {
  return ended(await run({ probe: await offered() }, change));
}

function ended(events: readonly XrayEvent[]): XrayStep[] {
  return events.filter((event) => event.kind === 'step' && event.outcome !== 'running') as XrayStep[];
}

const outcomesOf = (steps: readonly XrayStep[]) => steps.map(({ step, outcome }) => `${step} ${outcome}`);
const rights = (step: XrayStep | undefined) =>
  step?.mends.flatMap((mend) => (mend.kind === 'policy' ? [mend.statement] : []));

describe('what a save is worth, tried with consent', () => {
  test.each<[Conditions, string]>([
    ['honoured', 'passed'],
    ['unquoted', 'passed'],
    ['ignored', 'warned'],
    ['refused', 'warned'],
  ])('where conditions are %s, and nothing is left behind', async (conditions, outcome) => {
    server.conditions = conditions;
    const before = server.keys(bucket);
    const steps = await tried();
    expect(steps.map(({ step }) => step)).toEqual(['create', 'replace', 'upload', 'delete', 'removal']);
    expect(steps.find(({ step }) => step === 'replace')?.outcome).toBe(outcome);
    expect(steps.at(-1)).toMatchObject({ step: 'removal', outcome: 'passed' });
    expect(server.keys(bucket)).toEqual(before);
  });

  test('touches no other name than the one that was offered', async () => {
    const key = await offered();
    server.requests.length = 0;
    await run({ probe: key });
    const touched = new Set(
      server.requests.filter(({ key: name }) => name !== '').map(({ key: name }) => name),
    );
    expect(touched).toEqual(new Set([`team/${key}`]));
  });

  test.each([
    'sessions/a/session.json',
    'sessions/../agentflow-sessions-test-00000000-0000-4000-8000-000000000000',
    '../sessions/agentflow-sessions-test-00000000-0000-4000-8000-000000000000',
    'elsewhere/agentflow-sessions-test-00000000-0000-4000-8000-000000000000',
  ])('writes nothing to %s, which was never offered', async (probe) => {
    server.requests.length = 0;
    expect(await codeOf(run({ probe }))).toBe('INVALID');
    expect(server.requests).toEqual([]);
  });

  test('without the right to write: the least statement, and nothing else is tried', async () => {
    server.denied.add('s3:PutObject');
    const steps = await tried();
    expect(outcomesOf(steps).slice(0, 3)).toEqual(['create failed', 'replace skipped', 'upload skipped']);
    expect(steps[0]).toMatchObject({
      raw: 'AccessDenied 403',
      message: 'These credentials may not write here. Nothing was written.',
    });
    expect(rights(steps[0])).toEqual([
      { actions: ['s3:PutObject'], resources: [`arn:aws:s3:::${bucket}/team/*`], condition: null },
    ]);
  });

  test('without the right to delete: says what stays, and which right would remove it', async () => {
    server.denied.add('s3:DeleteObject');
    const steps = await tried();
    const removal = steps.at(-1);
    expect(removal).toMatchObject({ step: 'removal', outcome: 'failed', raw: 'AccessDenied 403' });
    expect(removal?.message).toMatch(/may still be there/);
    expect(rights(removal)?.[0]?.actions).toEqual(['s3:DeleteObject']);
  });

  test('where the server does not take checksums: the mode that it takes', async () => {
    server.fault = ({ method, headers }) =>
      method !== 'GET' && 'x-amz-checksum-crc32' in headers
        ? { status: 501, code: 'NotImplemented' }
        : undefined;
    const [create] = await tried({ checksums: 'always' });
    expect(create).toMatchObject({ step: 'create', outcome: 'failed', raw: 'NotImplemented 501' });
    expect(create?.mends[0]).toMatchObject({ kind: 'set', field: 'checksums', value: 'when-required' });
    expect(outcomesOf(await tried())[0]).toBe('create passed');
  });

  test('stopped in the middle, it still removes what it wrote', async () => {
    const before = server.keys(bucket);
    const key = await offered();
    const stop = new AbortController();
    server.fault = ({ method, query }) => {
      if (method === 'POST' && 'uploads' in query) stop.abort();
      return undefined;
    };
    expect(await codeOf(run({ probe: key, signal: stop.signal }))).toBe('CANCELLED');
    expect(server.keys(bucket)).toEqual(before);
  });

  /** Stopped when the upload in parts begins, as somebody does who sees the steps go by. */
  async function stopped(): Promise<{ key: string; steps: XrayStep[] }> {
    const { accessKeyId, secretAccessKey } = server;
    const key = await offered();
    const runs = new XrayRuns({ ...bucketsWithoutApp(), meter: new Meter(new AppEvents()) });
    server.fault = ({ method, query }) => {
      if (method === 'POST' && 'uploads' in query) runs.stop(key);
      return undefined;
    };
    const location = place();
    const keys = { accessKeyId, secretAccessKey };
    const events = await gather(runs.run({ location, keys, from: 'create', probe: key }, {}));
    return { key, steps: ended(events) };
  }

  test('stopped in the middle, it says as its last word that what it wrote is removed', async () => {
    const before = server.keys(bucket);
    const { key, steps } = await stopped();
    expect(outcomesOf(steps)).toEqual([
      'create passed',
      'replace passed',
      'upload skipped',
      'delete skipped',
      'removal passed',
    ]);
    expect(steps.at(-1)?.message).toBe(`“${key}” is removed again.`);
    expect(server.keys(bucket)).toEqual(before);
  });

  test('stopped in the middle, it names what it could not remove', async () => {
    server.denied.add('s3:DeleteObject');
    const { key, steps } = await stopped();
    expect(steps.at(-1)).toMatchObject({ step: 'removal', outcome: 'failed' });
    expect(steps.at(-1)?.message).toContain(`“${key}” may still be there.`);
    expect(server.keys(bucket)).toContain(`team/${key}`);
  });
});
