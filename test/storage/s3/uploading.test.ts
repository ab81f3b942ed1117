import { describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from '#storage/s3/client.ts';
import { Guards } from '#storage/s3/guards.ts';
import { ObjectWriter } from '#storage/s3/writing.ts';
import type { SeenRequest } from '../../s3-server.ts';
import { codeOf, failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();
const megabyte = 1024 * 1024;
const large = (fill: number, megabytes = 20) => new Uint8Array(megabytes * megabyte).fill(fill);

async function* streamed(fill: number, megabytes = 20) {
  for (let piece = 0; piece < megabytes; piece++) yield new Uint8Array(megabyte).fill(fill);
}

const isPart = ({ method, query }: SeenRequest) => method === 'PUT' && query.partNumber !== undefined;
const isBegin = ({ method, query }: SeenRequest) => method === 'POST' && 'uploads' in query;
const isComplete = ({ method, query }: SeenRequest) => method === 'POST' && query.uploadId !== undefined;
const count = (is: (request: SeenRequest) => boolean) => on.server.requests.filter(is).length;

describe('the time of an upload', () => {
  /** A writer on the server, and what it tells of its time. */
  function writer() {
    const { endpoint, accessKeyId, secretAccessKey } = on.server;
    const client = createClient({ endpoint, credentials: { accessKeyId, secretAccessKey } });
    onTestFinished(() => client.destroy());
    const told: (string | number)[] = [];
    const time = { hold: () => void told.push('hold'), goOn: (times = 1) => void told.push(times) };
    const target = { Bucket: 'memory', Key: 'a', key: 'a', uri: 's3://memory/a' };
    const { signal } = new AbortController();
    const save = (body: AsyncIterable<Uint8Array> | Uint8Array, size?: number) =>
      new ObjectWriter(client, new Guards(false)).save(target, body, { size }, signal, time);
    return { told, save };
  }

  test('waits for its turn, and begins anew with each piece and each part', async () => {
    const { told, save } = writer();
    let before = 0;
    async function* source() {
      for (let piece = 0; piece < 20; piece++) {
        if (piece > 0) expect(told.length).toBeGreaterThan(before);
        before = told.length;
        yield new Uint8Array(megabyte);
      }
    }
    await save(source());
    expect(told[0]).toBe('hold');
    // Its beginning, twenty pieces, and the begin and end of three parts.
    expect(told.slice(1)).toEqual(Array.from({ length: 1 + 20 + 6 }, () => 1));
  });

  test('of a body in memory begins anew with each part', async () => {
    const { told, save } = writer();
    await save(large(1));
    expect(told.length).toBeGreaterThanOrEqual(1 + 6);
  });
});

describe('a body that is too large for a bucket', () => {
  test('is refused before anything is sent, where its size is known', async () => {
    const upload = on.open().writeBytes('a', streamed(1), { size: 6 * 1024 ** 4 });
    const failure = await failureOf(upload);
    expect([failure.code, failure.message]).toEqual(['TOO_LARGE', expect.stringContaining('at most 5 TiB')]);
    expect(on.server.requests.every(({ method }) => method === 'HEAD')).toBe(true);
  });

  test('goes up in larger parts before that', async () => {
    await on.open().writeBytes('a', streamed(1), { size: 85 * 1024 ** 3 });
    const sizes = on.server.requests.filter(isPart).map(({ headers }) => Number(headers['content-length']));
    expect(sizes.toSorted((one, other) => other - one)).toEqual([9, 9, 2].map((size) => size * megabyte));
    expect(on.server.get('memory', 'a')?.contentLength).toBe(20 * megabyte);
  });
});

describe('parts that S3 wants anew, since somebody else was changing the object', () => {
  const conflict = { status: 409, code: 'ConditionalRequestConflict' };

  test('are sent anew where they are in memory, and nothing is left of the first upload', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.fault = (request) => (isComplete(request) && count(isComplete) === 1 ? conflict : undefined);
    await storage.writeBytes('a', large(7), { ifVersion: version });
    expect(on.server.get('memory', 'a')?.contentLength).toBe(20 * megabyte);
    expect([count(isBegin), count(isPart), count(isComplete)]).toEqual([2, 6, 2]);
    expect(on.server.uploads.size).toBe(0);
  });

  test('are not sent over what the other has written', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.fault = (request) => {
      if (!isComplete(request)) return undefined;
      on.server.put('memory', 'a', 'theirs');
      return conflict;
    };
    expect(await codeOf(storage.writeBytes('a', large(7), { ifVersion: version }))).toBe('CONFLICT');
    expect([count(isComplete), await storage.read('a')]).toEqual([1, 'theirs']);
    expect(on.server.uploads.size).toBe(0);
  });

  test('are given up after some times', async () => {
    const storage = on.open();
    on.server.fault = (request) => (isComplete(request) ? conflict : undefined);
    expect(await codeOf(storage.writeBytes('a', large(7), { ifAbsent: true }))).toBe('BUSY');
    expect(count(isComplete)).toBe(3);
  });

  test('of a stream are not there any more, which is said', async () => {
    const storage = on.open();
    on.server.fault = (request) => (isComplete(request) ? conflict : undefined);
    const failure = await failureOf(storage.writeBytes('a', streamed(7), { ifAbsent: true }));
    expect([failure.code, failure.message]).toEqual(['BUSY', expect.stringContaining('all of them anew')]);
    expect([count(isBegin), on.server.uploads.size]).toEqual([1, 0]);
  });
});

test('a part that fails ends an upload whose source stalls', async () => {
  async function* stalling() {
    yield* streamed(1, 9);
    await new Promise(() => {});
  }
  on.server.fault = (request) => (isPart(request) ? { status: 403, code: 'AccessDenied' } : undefined);
  expect(await codeOf(on.open().writeBytes('a', stalling()))).toBe('FORBIDDEN');
  expect(on.server.uploads.size).toBe(0);
});

test('a part that was not answered by a server of S3 is not taken for sent', async () => {
  on.server.fault = (request) => (isPart(request) ? { status: 200, body: 'Log in here.' } : undefined);
  const failure = await failureOf(on.open().writeBytes('a', large(1)));
  expect(failure.message).toContain('is not an S3 server');
  expect([count(isComplete), on.server.uploads.size]).toEqual([0, 0]);
});
