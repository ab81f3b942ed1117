import { beforeEach, describe, expect, test } from 'vitest';
import type { S3Storage } from '#storage/index.ts';
import type { Fault } from '../../s3-server.ts';
import { codeOf, failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();
let bucket = '';
let buckets = 0;

/** Somebody else acts right before the first request of a method is carried out. */
function rightBefore(method: string, act: () => void): void {
  let acted = false;
  on.server.fault = (request) => {
    if (request.method === method && !acted) {
      acted = true;
      act();
    }
    return undefined;
  };
}

const theirs = (text: string) => on.server.put(bucket, 'a', text);

async function pastOf(storage: S3Storage): Promise<(string | null)[]> {
  const past = await storage.pastVersions('a');
  return Promise.all(
    past.map(async ({ id, version }) =>
      version === null ? null : new TextDecoder().decode((await storage.readPast('a', id)).bytes),
    ),
  );
}

describe('a server that checks no conditions, with a bucket that keeps versions', () => {
  beforeEach(() => {
    buckets += 1;
    bucket = `versions-${buckets}`;
    on.server.createBucket(bucket);
    on.server.keepVersions(bucket);
    on.server.conditions = 'ignored';
  });

  test('a save that somebody came before is taken back: theirs is there again', async () => {
    const storage = on.open({ bucket });
    const { version } = await storage.write('a', 'base');
    rightBefore('PUT', () => theirs('theirs'));
    const failure = await failureOf(storage.write('a', 'mine', { ifVersion: version }));
    expect(failure.code).toBe('CONFLICT');
    expect(failure.data.currentVersion).toBe((await storage.stat('a'))?.version);
    expect(await pastOf(storage)).toEqual(['theirs', 'base']);
  });

  test('so is a new file where there has just come another', async () => {
    const storage = on.open({ bucket });
    rightBefore('PUT', () => theirs('theirs'));
    expect(await codeOf(storage.write('a', 'mine', { ifAbsent: true }))).toBe('CONFLICT');
    expect(await pastOf(storage)).toEqual(['theirs']);
  });

  test('and a deletion', async () => {
    const storage = on.open({ bucket });
    const { version } = await storage.write('a', 'base');
    rightBefore('DELETE', () => theirs('theirs'));
    expect(await codeOf(storage.delete('a', { ifVersion: version }))).toBe('CONFLICT');
    expect(await storage.read('a')).toBe('theirs');
    expect(await pastOf(storage)).toEqual(['theirs', 'base']);
  });

  test('all of this where a list begins with what it should begin behind', async () => {
    on.server.includesMarker = true;
    const storage = on.open({ bucket });
    const first = await storage.write('a', 'base', { ifAbsent: true });
    expect(first.guarded).toEqual({ by: 'versions' });
    const { guarded, version } = await storage.write('a', 'next', { ifVersion: first.version });
    expect(guarded).toEqual({ by: 'versions' });
    rightBefore('PUT', () => theirs('theirs'));
    expect(await codeOf(storage.write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(await pastOf(storage)).toEqual(['theirs', 'next', 'base']);
  });

  test('what came since stays when a save is taken back', async () => {
    const storage = on.open({ bucket });
    const kept: string[] = [];
    storage.onDisplaced(async ({ bytes }) => void kept.push(`${Buffer.from(bytes)}`));
    const { version } = await storage.write('a', 'base');
    let acted = 0;
    on.server.fault = ({ method, query }) => {
      const now = method === 'PUT' || (method === 'DELETE' && query.versionId !== undefined);
      acted += now ? 1 : 0;
      if (now) theirs(`theirs ${acted}`);
      return undefined;
    };
    expect(await codeOf(storage.write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(await pastOf(storage)).toEqual(['theirs 2', 'theirs 1', 'base']);
    expect(kept).toEqual(['theirs 1']);
  });

  test('where a save may not be taken back it stands, and what it took the place of is handed out', async () => {
    const storage = on.open({ bucket });
    const kept: string[] = [];
    storage.onDisplaced(async ({ key, bytes }) => void kept.push(`${key}: ${Buffer.from(bytes)}`));
    const { version } = await storage.write('a', 'base');
    let acted = false;
    on.server.fault = ({ method }) => {
      if (method === 'DELETE') return { status: 403, code: 'AccessDenied' };
      if (method === 'PUT' && !acted) theirs('theirs');
      acted ||= method === 'PUT';
      return undefined;
    };
    await storage.write('a', 'mine', { ifVersion: version });
    expect(kept).toEqual(['a: theirs']);
    expect(await storage.read('a')).toBe('mine');
  });

  test.each<[string, { text?: string; mayRead?: boolean; mayKeep?: boolean }]>([
    ['is larger than what can be edited', { text: 'x'.repeat(5 * 1024 * 1024 + 1) }],
    ['may not be read', { mayRead: false }],
    ['cannot be kept', { mayKeep: false }],
  ])('what it took the place of is named as the bucket keeps it, where it %s', async (_, how) => {
    const { text = 'theirs', mayRead = true, mayKeep = true } = how;
    const storage = on.open({ bucket });
    const kept: number[] = [];
    storage.onDisplaced(async ({ bytes }) => {
      if (!mayKeep) throw new Error('The disk is full.');
      kept.push(bytes.byteLength);
    });
    const { version } = await storage.write('a', 'base');
    let acted = false;
    on.server.fault = ({ method, query }) => {
      const isRead = method === 'GET' && query.versionId !== undefined;
      if (method === 'DELETE' || (isRead && !mayRead)) return { status: 403, code: 'AccessDenied' };
      if (method === 'PUT' && !acted) theirs(text);
      acted ||= method === 'PUT';
      return undefined;
    };
    const { guarded } = await storage.write('a', 'mine', { ifVersion: version });
    on.server.fault = undefined;
    expect(kept).toEqual([]);
    expect(guarded).toMatchObject({ by: 'displaced', keptBy: 'bucket' });
    const id = guarded?.by === 'displaced' ? guarded.version : null;
    expect((await storage.readPast('a', id ?? '')).size).toBe(text.length);
  });

  test.each<[string, Fault]>([
    ['that fails', { status: 500, code: 'InternalError' }],
    ['that a race refuses', { status: 409, code: 'ConditionalRequestConflict' }],
    ['that is cut', 'cut'],
  ])('a save %s of what is there already takes nothing away, and teaches nothing', async (_, fault) => {
    const storage = on.open({ bucket });
    await storage.write('a', 'base');
    const { version } = await storage.write('a', 'same');
    on.server.fault = ({ method }) => (method === 'PUT' ? fault : undefined);
    const saved = await storage.write('a', 'same', { ifVersion: version });
    expect(saved.version).toBe(version);
    expect(await pastOf(storage)).toEqual(['same', 'base']);
    expect(storage.capabilities.guards?.replace).toEqual({ level: 'checked', ground: 'untried' });
  });

  test('a version of the same bytes that nobody said is ours is not taken away: what it took the place of is handed out', async () => {
    const storage = on.open({ bucket });
    const kept: string[] = [];
    storage.onDisplaced(async ({ bytes }) => void kept.push(`${Buffer.from(bytes)}`));
    const { version } = await storage.write('a', 'base');
    let acted = false;
    on.server.fault = ({ method }) => {
      if (method !== 'PUT') return undefined;
      if (!acted) for (const text of ['theirs', 'same']) theirs(text);
      acted = true;
      return { status: 500, code: 'InternalError' };
    };
    const { guarded } = await storage.write('a', 'same', { ifVersion: version });
    expect(guarded).toEqual({ by: 'displaced', keptBy: 'history', version: expect.any(String) });
    expect(kept).toEqual(['theirs']);
    expect(await pastOf(storage)).toEqual(['same', 'theirs', 'base']);
    expect(storage.capabilities.guards?.replace).toEqual({ level: 'checked', ground: 'untried' });
  });

  test.each<[string, Fault]>([
    ['fails', { status: 503, code: 'SlowDown' }],
    ['is cut', 'cut'],
  ])(
    'a save that was taken back is none, and theirs is handed out, though each look after it %s',
    async (_, fault) => {
      const storage = on.open({ bucket });
      const kept: string[] = [];
      storage.onDisplaced(async ({ bytes }) => void kept.push(`${Buffer.from(bytes)}`));
      const { version } = await storage.write('a', 'base');
      let isTakenBack = false;
      on.server.fault = ({ method }) => {
        if (method === 'PUT') theirs('theirs');
        isTakenBack ||= method === 'DELETE';
        return isTakenBack && method === 'HEAD' ? fault : undefined;
      };
      const failure = await failureOf(storage.write('a', 'mine', { ifVersion: version }));
      expect([failure.code, failure.data.mayBeDone]).toEqual(['CONFLICT', true]);
      expect(failure.message).not.toMatch(/Nothing was changed/);
      expect(kept).toEqual(['theirs']);
      on.server.fault = undefined;
      expect(await pastOf(storage)).toEqual(['theirs', 'base']);
    },
  );

  test('neither is a deletion that was taken back', async () => {
    const storage = on.open({ bucket });
    const { version } = await storage.write('a', 'base');
    let deletes = 0;
    on.server.fault = ({ method }) => {
      if (method === 'DELETE') deletes += 1;
      if (method === 'DELETE' && deletes === 1) theirs('theirs');
      return deletes > 1 && method !== 'DELETE' ? { status: 503, code: 'SlowDown' } : undefined;
    };
    const failure = await failureOf(storage.delete('a', { ifVersion: version }));
    expect([failure.code, failure.data.mayBeDone]).toEqual(['CONFLICT', true]);
    on.server.fault = undefined;
    expect(await storage.read('a')).toBe('theirs');
  });

  test.each<[string, boolean, boolean]>([
    ['was taken back', true, true],
    ['was not taken back', false, true],
    ['may have been taken back', true, false],
  ])('a save that %s, with no answer to that, is told for what it is', async (_, isDone, mayLook) => {
    const storage = on.open({ bucket });
    const kept: string[] = [];
    storage.onDisplaced(async ({ bytes }) => void kept.push(`${Buffer.from(bytes)}`));
    const { version } = await storage.write('a', 'base');
    let isAsked = false;
    on.server.fault = ({ method, query }) => {
      if (method === 'PUT') theirs('theirs');
      if (method === 'DELETE' && isDone && !isAsked) on.server.forget(bucket, 'a', query.versionId ?? '');
      isAsked ||= method === 'DELETE';
      if (method === 'DELETE') return { status: 500, code: 'InternalError' };
      return isAsked && !mayLook && method === 'HEAD' ? { status: 503, code: 'SlowDown' } : undefined;
    };
    const outcome = await storage.write('a', 'mine', { ifVersion: version }).catch((error) => error);
    on.server.fault = undefined;
    const past = await pastOf(storage);
    if (isDone) expect([outcome.code, past]).toEqual(['CONFLICT', ['theirs', 'base']]);
    else expect([outcome.guarded.by, past]).toEqual(['displaced', ['mine', 'theirs', 'base']]);
    if (!isDone || !mayLook) expect(kept).toEqual(['theirs']);
  });

  test('a version made up of time and size is not held against an ETag', async () => {
    const storage = on.open({ bucket });
    await storage.write('a', 'base');
    const lastModified = new Date(1_700_000_000_000).toUTCString();
    on.server.fault = ({ method }) => {
      const size = `${on.server.get(bucket, 'a')?.contentLength}`;
      const headers = { 'last-modified': lastModified, 'content-length': size };
      return method === 'HEAD' ? { status: 200, headers, body: '' } : undefined;
    };
    const version = (await storage.stat('a'))?.version ?? '';
    const { guarded } = await storage.write('a', 'mine', { ifVersion: version });
    expect(guarded).toMatchObject({ by: 'comparison' });
    on.server.fault = undefined;
    expect(await pastOf(storage)).toEqual(['mine', 'base']);
  });

  test('where versions may not be listed, saves go on as if there were none', async () => {
    const storage = on.open({ bucket });
    const { version } = await storage.write('a', 'base');
    on.server.fault = ({ query }) =>
      query.versions === undefined ? undefined : { status: 403, code: 'AccessDenied' };
    on.server.requests.length = 0;
    const next = await storage.write('a', 'one', { ifVersion: version });
    await storage.write('a', 'two', { ifVersion: next.version });
    expect(on.server.requests.filter(({ query }) => query.versions !== undefined).length).toBe(1);
  });

  test('a save that nobody came before stands, and where the server is proven nobody looks', async () => {
    on.server.conditions = 'honoured';
    const storage = on.open({ bucket });
    const one = await storage.write('a', 'one', { ifAbsent: true });
    const two = await storage.write('a', 'two', { ifVersion: one.version });
    expect(await codeOf(storage.write('a', 'x', { ifVersion: one.version }))).toBe('CONFLICT');
    theirs('theirs');
    const there = await storage.readBytes('a');
    rightBefore('PUT', () => theirs('theirs again'));
    expect(await codeOf(storage.write('a', 'x', { ifVersion: there.version }))).toBe('CONFLICT');
    expect(storage.capabilities.conditionalWrite).toBe('atomic');
    on.server.requests.length = 0;
    const now = await storage.readBytes('a');
    await storage.write('a', 'three', { ifVersion: now.version });
    expect(on.server.requests.some(({ query }) => query.versions !== undefined)).toBe(false);
    expect(await pastOf(storage)).toEqual(['three', 'theirs again', 'theirs', 'two', 'one']);
    expect(two.version).not.toBe(one.version);
  });
});
