import { describe, expect, test } from 'vitest';
import type { S3Storage } from '#storage/index.ts';
import { newProbeKey, type ProbeResult } from '#storage/s3/probe.ts';
import { codeOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

async function probed(storage: S3Storage): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for await (const result of storage.probe(newProbeKey())) results.push(result);
  return results;
}

const outcomes = (results: readonly ProbeResult[]) =>
  Object.fromEntries(results.map(({ step, outcome }) => [step, outcome]));

describe('a probe', () => {
  test.each([
    ['honoured', 'guarded', 'atomic', 'quoted'],
    ['unquoted', 'guarded', 'atomic', 'unquoted'],
    ['ignored', 'unguarded', 'checked', 'ignored'],
    ['refused', 'unguarded', 'checked', 'refused'],
  ] as const)(
    'of a server where conditions are %s finds each operation %s',
    async (mode, outcome, level, ground) => {
      on.server.conditions = mode;
      const storage = on.open();
      expect(outcomes(await probed(storage))).toEqual({
        create: outcome,
        replace: outcome,
        upload: outcome,
        delete: outcome,
        removal: 'removed',
      });
      // To create knows no ETag.
      const ofNew = ground === 'unquoted' ? 'quoted' : ground;
      // Parts and deletions are sent one at a time.
      const proofOf = (isRaced: boolean) =>
        level === 'atomic' ? { proof: { isRaced, isElsewhere: false } } : {};
      expect(storage.capabilities.guards).toEqual({
        create: { level, ground: ofNew, ...proofOf(true) },
        replace: { level, ground, ...proofOf(true) },
        'create-large': { level, ground: ofNew, ...proofOf(false) },
        'replace-large': { level, ground, ...proofOf(false) },
        delete: { level, ground, ...proofOf(false) },
      });
      expect(on.server.keys('memory')).toEqual([]);
    },
  );

  test('of a server that refuses everything proves nothing', async () => {
    on.server.conditions = 'denied';
    const storage = on.open();
    expect(outcomes(await probed(storage))).toMatchObject({ create: 'guarded', replace: 'unguarded' });
    expect(storage.capabilities.guards?.replace).toEqual({ level: 'checked', ground: 'untried' });
  });

  test('finds out a server that lets several changes through at once', async () => {
    const storage = on.open();
    // It compares as a change comes in, and carries it out later.
    on.server.latency = 20;
    on.server.fault = ({ headers, key }) => {
      if (headers['if-match'] === on.server.get('memory', key)?.etag) delete headers['if-match'];
      return undefined;
    };
    await probed(storage);
    on.server.latency = 0;
    expect(storage.capabilities.guards?.replace).toEqual({ level: 'checked', ground: 'racing' });
  });

  test('takes the errors of who loses a race for what they are', async () => {
    const storage = on.open();
    const seen = new Map<string, number>();
    // As Ceph: who loses is answered 500, and 412 when the request is sent again. Only racers are so many.
    on.server.fault = ({ method, headers }) => {
      const condition = headers['if-match'];
      if (method !== 'PUT' || condition === undefined) return undefined;
      const count = (seen.get(condition) ?? 0) + 1;
      seen.set(condition, count);
      return count === 3 ? { status: 500, code: 'InternalError' } : undefined;
    };
    expect(outcomes(await probed(storage))).toMatchObject({ replace: 'guarded' });
    expect(storage.capabilities.guards?.replace).toEqual({
      level: 'atomic',
      ground: 'quoted',
      proof: { isRaced: true, isElsewhere: false },
    });
  });

  test('of a server that fails each of several at once finds nothing out', async () => {
    on.server.conditions = 'ignored';
    const storage = on.open({ maxAttempts: 1 });
    let creates = 0;
    on.server.fault = ({ headers }) => {
      creates += headers['if-none-match'] === undefined ? 0 : 1;
      return creates <= 4 ? { status: 500, code: 'InternalError' } : undefined;
    };
    const results = await probed(storage);
    expect(results[0]).toMatchObject({ step: 'create', outcome: 'failed', error: { code: 'BUSY' } });
    expect(storage.capabilities.guards?.create).toEqual({ level: 'checked', ground: 'untried' });
  });

  test('leaves no versions in a bucket that keeps them', async () => {
    on.server.createBucket('kept');
    on.server.keepVersions('kept');
    const storage = on.open({ bucket: 'kept' });
    const key = newProbeKey();
    const results: ProbeResult[] = [];
    for await (const result of storage.probe(key)) results.push(result);
    expect(results.at(-1)?.outcome).toBe('removed');
    expect(await storage.pastVersions(key)).toEqual([]);
  });

  test('says so where versions may not be removed', async () => {
    on.server.createBucket('kept');
    on.server.keepVersions('kept');
    on.server.fault = ({ method, query }) =>
      method === 'DELETE' && query.versionId ? { status: 403, code: 'AccessDenied' } : undefined;
    const results = await probed(on.open({ bucket: 'kept' }));
    expect(results.at(-1)).toMatchObject({ step: 'removal', outcome: 'kept' });
    expect(results.at(-1)?.message).toContain('old versions stay');
    expect(on.server.keys('kept')).toEqual([]);
  });

  test('by keys that may not write says so, and goes no further', async () => {
    on.server.denied.add('s3:PutObject');
    const results = await probed(on.open());
    expect(outcomes(results)).toEqual({
      create: 'failed',
      replace: 'skipped',
      upload: 'skipped',
      delete: 'skipped',
      removal: 'removed',
    });
    expect(results[0]?.error).toMatchObject({ code: 'FORBIDDEN', data: { cause: 'AccessDenied 403' } });
  });

  test('by keys that may not delete says what it leaves', async () => {
    on.server.denied.add('s3:DeleteObject');
    const results = await probed(on.open());
    expect(outcomes(results)).toMatchObject({ replace: 'guarded', delete: 'failed', removal: 'failed' });
    expect(results.at(-1)?.message).toContain('may still be there');
  });

  test.each([3, 8, 14])('that is stopped at request %i leaves nothing', async (at) => {
    const stop = new AbortController();
    on.server.fault = () => {
      if (on.server.requests.length === at) stop.abort();
      return undefined;
    };
    const running = async () => {
      for await (const _ of on.open().probe(newProbeKey(), { signal: stop.signal }));
    };
    expect(await codeOf(running())).toBe('CANCELLED');
    await expect.poll(() => on.server.keys('memory')).toEqual([]);
  });

  test('that nobody listens to any more leaves nothing', async () => {
    for await (const _ of on.open().probe(newProbeKey())) break;
    expect(on.server.keys('memory')).toEqual([]);
  });

  test('writes below the prefix, where sessions lie', async () => {
    await probed(on.open({ prefix: 'team/store' }));
    const written = on.server.requests.filter(({ method }) => method !== 'GET').map(({ key }) => key);
    expect(new Set(written).size).toBe(1);
    expect(written[0]).toMatch(/^team\/store\/sessions\/agentflow-sessions-test-[0-9a-f-]{36}$/);
  });
});

describe('whether keys may write is told', () => {
  test('by a refusal, without anything being written', async () => {
    on.server.denied.add('s3:PutObject');
    expect(await on.open().mayWrite()).toBe(false);
    expect(on.server.keys('memory')).toEqual([]);
  });

  test('by an answer that knows of no such upload', async () => {
    expect(await on.open().mayWrite()).toBe(true);
    expect(on.server.requests.length).toBe(1);
  });

  test.each([
    [403, 'SignatureDoesNotMatch'],
    [400, 'InvalidRequest'],
    [501, 'NotImplemented'],
    [200, ''],
  ])('not by an answer %i %s, which says something else', async (status, code) => {
    on.server.fault = () => (code === '' ? { status, body: '' } : { status, code });
    expect(await on.open().mayWrite()).not.toBe(false);
  });

  test('not where a bucket takes writes under If-Match only', async () => {
    on.server.fault = ({ headers }) =>
      headers['if-none-match'] ? { status: 403, code: 'AccessDenied' } : undefined;
    expect(await on.open().mayWrite()).toBe(true);
  });
});
