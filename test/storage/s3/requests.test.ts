import { describe, expect, test } from 'vitest';
import type { S3Storage } from '#storage/index.ts';
import { failureOf, gather } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

function putSessions(count: number): void {
  for (let i = 0; i < count; i++) {
    on.server.put('memory', `sessions/${String(i).padStart(5, '0')}/session.json`, '{}');
  }
}

describe('listing a bucket', () => {
  test('takes one request a page of a level', async () => {
    putSessions(2500);
    const storage = on.open();
    const first = await storage.listLevel('sessions');
    expect(first.folders.length).toBe(1000);
    expect([first.folders[0], first.folders.at(-1)]).toEqual(['00000', '00999']);
    expect(on.server.requests.length).toBe(1);
    const second = await storage.listLevel('sessions', { cursor: first.cursor });
    const third = await storage.listLevel('sessions', { cursor: second.cursor });
    expect([second.folders.length, third.folders.length, third.cursor]).toEqual([1000, 500, null]);
    expect(on.server.requests.length).toBe(3);
  });

  test('takes one request a thousand keys, and none after a reader has left', async () => {
    putSessions(2500);
    const batches = await gather(on.open().listAll('sessions'));
    expect(batches.map((batch) => batch.entries.length)).toEqual([1000, 1000, 500]);
    expect(on.server.requests.length).toBe(3);
    for await (const _ of on.open().listAll('sessions')) break;
    expect(on.server.requests.length).toBe(4);
  });

  test('asks for keys in a form that XML can carry', async () => {
    await on.open().listLevel('');
    expect(on.server.requests[0]?.query['encoding-type']).toBe('url');
  });

  test('knows how many there are when a page holds all', async () => {
    putSessions(3);
    expect((await on.open().listLevel('sessions')).totals).toEqual({ folders: 3, files: 0 });
    expect((await on.open().listLevel('sessions', { limit: 2 })).totals).toBeNull();
  });

  test('says so where a server tells of more but not how to get it', async () => {
    on.server.fault = () => ({
      status: 200,
      body: '<ListBucketResult><Name>memory</Name><IsTruncated>true</IsTruncated></ListBucketResult>',
    });
    const level = await on.open().listLevel('');
    expect(level.cursor).toBeNull();
    expect(level.problems[0]?.message).toMatch(/there is more/);
  });

  test('has no list of all keys then, rather than some of them', async () => {
    on.server.fault = () => ({
      status: 200,
      body: '<ListBucketResult><Name>memory</Name><IsTruncated>true</IsTruncated><Contents><Key>a</Key><Size>1</Size></Contents></ListBucketResult>',
    });
    const { code, message } = await failureOf(on.open().list('a'));
    expect([code, message]).toEqual([
      'INVALID',
      expect.stringMatching(/more of s3:\/\/memory\/a, but not how/),
    ]);
  });

  test.each<[string, (storage: S3Storage) => Promise<unknown>]>([
    ['all keys', (storage) => storage.list('')],
    ['a level', (storage) => storage.listLevel('', { cursor: 'again' })],
    ['what is kept of a file', (storage) => storage.pastVersions('a')],
    ['what is kept below a folder', (storage) => storage.past.below('', { cursor: '["a","again"]' })],
  ])('ends where a server gives the same place again as the next: %s', async (_, list) => {
    const next =
      '<NextContinuationToken>again</NextContinuationToken><NextKeyMarker>a</NextKeyMarker><NextVersionIdMarker>again</NextVersionIdMarker>';
    const body = `<ListBucketResult><Name>memory</Name><IsTruncated>true</IsTruncated>${next}</ListBucketResult>`;
    on.server.fault = () => (on.server.requests.length > 5 ? { status: 500 } : { status: 200, body });
    const failure = await failureOf(list(on.open({ maxAttempts: 1 })));
    expect([failure.code, failure.message]).toEqual([
      'INVALID',
      expect.stringMatching(/there is more of .*memory.*, but not how to get it/),
    ]);
  });
});

describe('a call', () => {
  test.each([
    ['read', 'GET'],
    ['stat', 'HEAD'],
    ['exists', 'HEAD'],
  ] as const)('%s takes one %s request', async (method, verb) => {
    on.server.put('memory', 'a', 'text');
    await on.open()[method]('a');
    expect(on.server.requests.map((request) => request.method)).toEqual([verb]);
  });

  test('reads no more than a range', async () => {
    on.server.put('memory', 'a', 'x'.repeat(1000));
    await on.open().readBytes('a', { range: { start: 10, end: 19 } });
    expect(on.server.requests[0]?.headers.range).toBe('bytes=10-19');
  });

  test('cuts a range out where a server sends it all', async () => {
    on.server.fault = () => ({ status: 200, headers: { etag: '"e"' }, body: 'abcdefg' });
    const read = await on.open().readBytes('a', { range: { start: 2, end: 3 } });
    expect([new TextDecoder().decode(read.bytes), read.size]).toEqual(['cd', 7]);
  });

  test('counts what it sends, retries too', async () => {
    const kinds: string[] = [];
    const storage = on.open({
      onRequest: (kind) => {
        kinds.push(kind);
        return undefined;
      },
    });
    await storage.write('a', 'text');
    await storage.listLevel('');
    let failures = 1;
    on.server.fault = () => (failures-- > 0 ? { status: 503, code: 'SlowDown' } : undefined);
    await storage.read('a');
    await storage.delete('a');
    expect(kinds).toEqual(['head', 'put', 'head', 'list', 'get', 'get', 'head', 'delete']);
    expect(on.server.requests.length).toBe(kinds.length);
  });

  test('counts the bytes of bodies, as far as they were read', async () => {
    const bytes = { up: 0, down: 0 };
    const add = (which: 'up' | 'down') => (count: number) => {
      bytes[which] += count;
    };
    const storage = on.open({ onRequest: () => ({ up: add('up'), down: add('down') }) });
    await storage.write('a', 'x'.repeat(1000));
    expect(bytes).toEqual({ up: 1000, down: 0 });
    await storage.read('a');
    await storage.readBytes('a', { range: { start: 0, end: 9 } });
    expect(bytes).toEqual({ up: 1000, down: 1010 });
  });

  test('sends no checksums that only Amazon’s servers know', async () => {
    await on.open().write('a', 'text');
    const put = on.server.requests.find((request) => request.method === 'PUT');
    const names = Object.keys(put?.headers ?? {});
    expect(names.filter((name) => /checksum|trailer|expect|sdk-checksum/.test(name))).toEqual([]);
    expect(put?.headers['content-encoding']).toBeUndefined();
  });
});
