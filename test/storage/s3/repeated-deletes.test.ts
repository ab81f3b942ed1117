import { beforeEach, describe, expect, test } from 'vitest';
import type { S3Storage } from '#storage/index.ts';
import { codeOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();
let bucket = '';
let buckets = 0;

beforeEach(() => {
  buckets += 1;
  bucket = `repeated-${buckets}`;
  on.server.createBucket(bucket);
  on.server.keepVersions(bucket);
});

/** The answer to the first deletion gets lost; it is done at once, or only when it is sent again. */
function loseFirst(when: 'at once' | 'late', act = () => on.server.remove(bucket, 'a')): void {
  let deletes = 0;
  on.server.fault = ({ method }) => {
    if (method !== 'DELETE') return undefined;
    deletes += 1;
    if (deletes === (when === 'late' ? 2 : 1)) act();
    return deletes === 1 ? 'cut' : undefined;
  };
}

async function pastOf(storage: S3Storage): Promise<(string | null)[]> {
  const past = await storage.pastVersions('a');
  return Promise.all(
    past.map(async ({ id, version }) =>
      version === null ? null : new TextDecoder().decode((await storage.readPast('a', id)).bytes),
    ),
  );
}

describe('a deletion that was done, and was sent again since its answer got lost, is recognised', () => {
  test.each([
    ['honoured', 'at once'],
    ['honoured', 'late'],
    ['ignored', 'at once'],
    ['ignored', 'late'],
    ['refused', 'at once'],
    ['refused', 'late'],
    ['unquoted', 'at once'],
    ['unquoted', 'late'],
  ] as const)('where conditions are %s and it is done %s', async (conditions, when) => {
    on.server.conditions = conditions;
    const storage = on.open({ bucket });
    const { version } = await storage.write('a', 'base');
    loseFirst(when);
    expect(await storage.delete('a', { ifVersion: version })).toBe(true);
    on.server.fault = undefined;
    expect(await storage.exists('a')).toBe(false);
    expect(storage.capabilities.guards?.delete).toEqual({ level: 'checked', ground: 'untried' });
  });

  test('also where the server is known to refuse what is stale', async () => {
    const storage = on.open({ bucket });
    for (let round = 0; round < 2; round++) {
      const { version } = await storage.write('a', 'base');
      on.server.put(bucket, 'a', 'theirs');
      // What is refused is not looked at before it is sent.
      let isLooked = false;
      on.server.fault = ({ method }) => {
        const etag = `"${version}"`;
        const headers = { etag, 'last-modified': new Date().toUTCString(), 'content-length': '4' };
        const isOld = method === 'HEAD' && !isLooked;
        isLooked ||= isOld;
        return isOld ? { status: 200, headers, body: '' } : undefined;
      };
      expect(await codeOf(storage.delete('a', { ifVersion: version }))).toBe('CONFLICT');
      on.server.fault = undefined;
      const now = await storage.stat('a');
      await storage.delete('a', { ifVersion: now?.version ?? '' });
    }
    expect(storage.capabilities.guards?.delete).toMatchObject({ level: 'atomic', ground: 'quoted' });
    const { version } = await storage.write('a', 'base');
    loseFirst('at once');
    expect(await storage.delete('a', { ifVersion: version })).toBe(true);
    expect(storage.capabilities.guards?.delete).toMatchObject({ level: 'atomic', ground: 'quoted' });
  });
});

test('what somebody wrote right before the first of two deletions is handed out', async () => {
  on.server.conditions = 'ignored';
  const storage = on.open({ bucket });
  const kept: string[] = [];
  storage.onDisplaced(async ({ bytes }) => void kept.push(`${Buffer.from(bytes)}`));
  const { version } = await storage.write('a', 'base');
  loseFirst('late', () => {
    on.server.put(bucket, 'a', 'theirs');
    on.server.remove(bucket, 'a');
  });
  expect(await storage.delete('a', { ifVersion: version })).toBe(true);
  on.server.fault = undefined;
  expect(kept).toEqual(['theirs']);
  expect((await pastOf(storage)).filter((text) => text !== null)).toEqual(['theirs', 'base']);
});

test('a deletion that was sent once, where somebody has deleted it meanwhile, is a conflict', async () => {
  on.server.conditions = 'ignored';
  const storage = on.open({ bucket });
  const { version } = await storage.write('a', 'base');
  let acted = false;
  on.server.fault = ({ method }) => {
    if (method === 'DELETE' && !acted) {
      acted = true;
      on.server.remove(bucket, 'a');
    }
    return undefined;
  };
  expect(await codeOf(storage.delete('a', { ifVersion: version }))).toBe('CONFLICT');
});
