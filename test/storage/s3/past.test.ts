import { describe, expect, test } from 'vitest';
import type { S3Storage } from '#storage/index.ts';
import { codeOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();
const key = 'sessions/a/ü + b_summary.md';

async function texts(storage: S3Storage): Promise<(string | null)[]> {
  const past = await storage.pastVersions(key);
  const read = past.map(async ({ id, version }) => {
    if (version === null) return null;
    return new TextDecoder().decode((await storage.readPast(key, id)).bytes);
  });
  return Promise.all(read);
}

describe('a bucket that keeps versions', () => {
  test('tells every state of an object, newest first, and of no other', async () => {
    const bucket = `kept-${Math.random()}`.replace('.', '-');
    on.server.createBucket(bucket);
    on.server.keepVersions(bucket);
    const storage = on.open({ bucket, prefix: 'store' });
    await storage.write(key, 'one');
    await storage.write(`${key}x`, 'of another');
    const { version } = await storage.write(key, 'two');
    await storage.delete(key);
    await storage.write(key, 'three');
    expect(await texts(storage)).toEqual(['three', null, 'two', 'one']);
    const [, gone, two] = await storage.pastVersions(key);
    expect(gone).toMatchObject({ version: null, size: null });
    expect(two).toMatchObject({ version, size: 3 });
    const part = await storage.readPast(key, two?.id ?? '', { range: { start: 1, end: 9 } });
    expect(new TextDecoder().decode(part.bytes)).toBe('wo');
    expect(part.size).toBe(3);
  });

  test.each([
    ['behind', false],
    ['with', true],
  ])('tells them all, however many pages they fill that begin %s their marker', async (_, includes) => {
    on.server.includesMarker = includes;
    const bucket = `paged-${Math.random()}`.replace('.', '-');
    on.server.createBucket(bucket);
    on.server.keepVersions(bucket);
    for (let at = 0; at < 2500; at++) on.server.put(bucket, 'a', String(at));
    on.server.put(bucket, 'ab', 'of another');
    const storage = on.open({ bucket });
    const past = await storage.pastVersions('a');
    expect(past).toHaveLength(2500);
    expect(new Set(past.map(({ id }) => id)).size).toBe(2500);
  });
});

test('a bucket that keeps none has none to tell', async () => {
  const storage = on.open();
  await storage.write(key, 'one');
  expect(await storage.pastVersions(key)).toEqual([]);
});

test.each([
  [403, 'AccessDenied', 'FORBIDDEN'],
  [501, 'NotImplemented', 'UNSUPPORTED'],
])('a server that answers %i %s is told of as %s', async (status, code, expected) => {
  on.server.fault = ({ query }) => (query.versions === undefined ? undefined : { status, code });
  expect(await codeOf(on.open().pastVersions(key))).toBe(expected);
});
