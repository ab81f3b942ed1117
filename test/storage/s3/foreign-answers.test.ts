import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { S3Storage } from '#storage/index.ts';
import { Guards } from '#storage/s3/guards.ts';
import type { Answer, SeenRequest } from '../../s3-server.ts';
import { failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();
const login: Answer = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in.</html>' };
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Answers so many requests of some kind in place of the server. */
function instead(answer: Answer, which: (request: SeenRequest) => boolean, times = Number.POSITIVE_INFINITY) {
  let left = times;
  on.server.fault = (request) => {
    if (!which(request) || left <= 0) return undefined;
    left -= 1;
    return answer;
  };
}

describe('a page of somebody on the way, such as a network that asks to log in', () => {
  test.each([
    ['reads', () => on.open().read('a')],
    ['lists', () => on.open().list('')],
    ['looks', () => on.open().stat('a')],
    ['saves', () => on.open().write('a', 'new')],
  ])('is no answer of S3 for who %s', async (_, call) => {
    on.server.put('memory', 'a', 'text');
    instead(login, () => true);
    const failure = await failureOf(call());
    expect([failure.code, failure.message]).toEqual([
      'INVALID',
      expect.stringMatching(/is not an S3 server.*asks you to log in/),
    ]);
  });

  test('is passed over where the server answers after it', async () => {
    on.server.put('memory', 'a', 'text');
    instead(login, () => true, 1);
    expect(await on.open().read('a')).toBe('text');
  });

  test.each([
    ['new', { ifAbsent: true } as const],
    ['replaced', undefined],
  ])('saves nothing: an object that was to be %s is not said to be', async (_, condition) => {
    if (!condition) on.server.put('memory', 'a', 'old');
    const storage = on.open();
    const version = (await storage.stat('a'))?.version ?? '';
    instead(login, ({ method }) => method === 'PUT');
    const failure = await failureOf(storage.write('a', 'new', condition ?? { ifVersion: version }));
    expect(failure.message).toMatch(/“a” was not saved, though the server said so/);
    expect(on.server.get('memory', 'a')?.body.toString()).toBe(condition ? undefined : 'old');
  });

  test('saves nothing where nobody may look, either', async () => {
    on.server.fault = ({ method }) => (method === 'PUT' ? login : { status: 403, code: 'AccessDenied' });
    const failure = await failureOf(on.open().write('a', 'new'));
    expect(failure.data.mayBeDone).toBe(true);
  });

  test('deletes nothing', async () => {
    on.server.put('memory', 'a', 'text');
    instead(login, ({ method }) => method === 'DELETE');
    const failure = await failureOf(on.open().delete('a'));
    expect(failure.message).toMatch(/is not an S3 server/);
    expect(on.server.get('memory', 'a')).not.toBeNull();
  });

  test('may hide that a file is deleted, where nobody can look', async () => {
    on.server.put('memory', 'a', 'text');
    let isDeleted = false;
    on.server.fault = ({ method }) => {
      if (isDeleted) return { status: 400, code: 'ExpiredToken' };
      if (method !== 'DELETE') return undefined;
      isDeleted = true;
      return login;
    };
    const failure = await failureOf(on.open().delete('a'));
    expect(failure.data.mayBeDone).toBe(true);
    expect(failure.message).toMatch(/may have been done all the same/);
  });

  test('puts nothing together from parts, and no part in the place of the object', async () => {
    on.server.put('memory', 'a', 'text');
    instead(login, ({ method, query }) => method === 'POST' && 'uploads' in query);
    const failure = await failureOf(on.open().writeBytes('a', new Uint8Array(9 * 1024 * 1024)));
    expect(failure.message).toMatch(/is not an S3 server/);
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('text');
    expect(on.server.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});

describe('what a page of somebody on the way says of itself', () => {
  const large = new Uint8Array(9 * 1024 * 1024);

  test.each<[string, (storage: S3Storage) => Promise<unknown>, string]>([
    ['read', (storage) => storage.read('a'), 'GET'],
    ['listed', (storage) => storage.list(''), 'GET'],
    ['looked at', (storage) => storage.stat('a'), 'HEAD'],
    ['saved', (storage) => storage.write('a', 'new'), 'PUT'],
    ['saved in parts', (storage) => storage.writeBytes('a', large), 'POST'],
    ['deleted', (storage) => storage.delete('a'), 'DELETE'],
  ])('is not taken for the server’s name and clock where a file is %s', async (_, call, method) => {
    const guards = new Guards(false);
    const storage = on.open({ guards, maxAttempts: 1 });
    const now = new Date();
    const own = { etag: `"${md5('text')}"`, 'last-modified': now.toUTCString(), date: now.toUTCString() };
    instead({ status: 200, headers: { ...own, server: 'Store' }, body: 'text' }, () => true);
    await storage.read('a');
    expect(guards.server).toBe('Store');
    const clock = storage.clockOffset();
    on.server.put('memory', 'a', 'text');
    const theirs = { server: 'Portal', date: 'Mon, 01 Jan 2001 00:00:00 GMT' };
    instead({ ...login, headers: { ...login.headers, ...theirs } }, (request) => request.method === method);
    await call(storage).catch(() => {});
    expect(guards.server).toBe('Store');
    expect(Math.abs((storage.clockOffset() ?? 0) - (clock ?? 0))).toBeLessThan(60_000);
  });
});

describe('an answer that is shorter than the object, and says to be whole', () => {
  const cut = (etag: string, extra: Readonly<Record<string, string>> = {}): Answer => ({
    status: 200,
    headers: { etag: `"${etag}"`, 'last-modified': new Date().toUTCString(), ...extra },
    body: 'te',
  });

  test('is refused', async () => {
    on.server.put('memory', 'a', 'text');
    instead(cut(md5('text')), ({ method }) => method === 'GET');
    const failure = await failureOf(on.open().read('a'));
    expect([failure.code, failure.message]).toEqual(['BUSY', expect.stringMatching(/answer was cut short/)]);
  });

  test('is refused for a range', async () => {
    on.server.put('memory', 'a', 'text');
    const part = { ...cut(md5('text'), { 'content-range': 'bytes 0-3/4' }), status: 206 };
    instead(part, ({ method }) => method === 'GET');
    const failure = await failureOf(on.open().readBytes('a', { range: { start: 0, end: 3 } }));
    expect(failure.message).toMatch(/answer was cut short/);
  });

  test('is not suspected where ETags are no digests, after one look', async () => {
    const other = md5('something else');
    const headers = { etag: `"${other}"`, 'last-modified': new Date().toUTCString() };
    on.server.fault = ({ method }) => ({
      status: 200,
      headers: { ...headers, ...(method === 'HEAD' ? { 'content-length': '4' } : {}) },
      body: method === 'HEAD' ? '' : 'text',
    });
    const storage = on.open();
    expect([await storage.read('a'), await storage.read('b')]).toEqual(['text', 'text']);
    expect(on.server.requests.map(({ method }) => method)).toEqual(['GET', 'HEAD', 'GET']);
  });
});

describe('a save that is done', () => {
  test('stands, though nobody can look at it afterwards', async () => {
    const storage = on.open();
    let isSaved = false;
    on.server.fault = ({ method }) => {
      if (isSaved && method !== 'PUT') return { status: 400, code: 'ExpiredToken' };
      isSaved ||= method === 'PUT';
      return undefined;
    };
    const { version } = await storage.write('a', 'text', { ifAbsent: true });
    expect(version).toBe(md5('text'));
  });

  test('and whose answer got lost says that it may be done, where nobody can look', async () => {
    const storage = on.open();
    let isSaved = false;
    on.server.fault = ({ method, bucket, key }) => {
      if (isSaved) return { status: 400, code: 'ExpiredToken' };
      if (method !== 'PUT') return undefined;
      isSaved = true;
      on.server.put(bucket, key, 'text');
      return 'cut';
    };
    const failure = await failureOf(storage.write('a', 'text', { ifAbsent: true }));
    expect([failure.code, failure.data.mayBeDone]).toEqual(['INVALID', true]);
    expect(failure.message).toMatch(/may have been done all the same/);
  });
});
