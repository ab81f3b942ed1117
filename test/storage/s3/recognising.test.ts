import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SeenRequest } from '../../s3-server.ts';
import { codeOf, failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();
const partSize = 8 * 1024 * 1024;
/** More than is read again. */
const sixtyFive = 65 * 1024 * 1024;
const large = (fill: number, bytes = sixtyFive) => new Uint8Array(bytes).fill(fill);

const isComplete = ({ method, query }: SeenRequest) => method === 'POST' && query.uploadId !== undefined;
const isRead = ({ method, key, query }: SeenRequest) =>
  method === 'GET' && key === 'a' && !('tagging' in query) && query.uploadId === undefined;
const reads = () => on.server.requests.filter(isRead).length;

/** As most servers make it. */
function etagInParts(body: Uint8Array): string {
  const all = createHash('md5');
  let count = 0;
  for (let at = 0; at < body.length; at += partSize, count++)
    all.update(
      createHash('md5')
        .update(body.subarray(at, at + partSize))
        .digest(),
    );
  return `"${all.digest('hex')}-${count}"`;
}

/** Parts are put together, or others write, and no answer comes. */
function loseAnswer(body: Uint8Array, etag?: string): void {
  on.server.fault = (request) => {
    if (!isComplete(request)) return undefined;
    if (on.server.uploads.size === 0) return { status: 404, code: 'NoSuchUpload' };
    on.server.put('memory', 'a', body);
    const stored = on.server.get('memory', 'a');
    if (stored && etag !== undefined) Object.assign(stored, { etag });
    return 'cut';
  };
}

describe('a large upload whose answer got lost', () => {
  test('is recognised by the ETag of its parts, without reading it again', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    loseAnswer(large(7), etagInParts(large(7)));
    const saved = await storage.writeBytes('a', large(7), { ifVersion: version });
    expect(saved.version).toBe((await storage.stat('a'))?.version);
    expect(reads()).toBe(0);
  });

  test('is not there where something of another size is', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    loseAnswer(Buffer.from('theirs'));
    expect(await codeOf(storage.writeBytes('a', large(7), { ifVersion: version }))).toBe('CONFLICT');
    expect(reads()).toBe(0);
  });

  test('is not there where it is as before', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.fault = (request) => (isComplete(request) ? { status: 500, code: 'InternalError' } : undefined);
    expect(await codeOf(storage.writeBytes('a', large(7), { ifVersion: version }))).toBe('BUSY');
    expect([reads(), await storage.read('a')]).toEqual([0, 'base']);
  });

  test('may be there where another ETag says nothing, and it is too large to be read again', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    loseAnswer(large(7));
    const failure = await failureOf(storage.writeBytes('a', large(7), { ifVersion: version }));
    expect([failure.data.mayBeDone, reads()]).toEqual([true, 0]);
    expect(failure.message).toContain('may have been done all the same');
  });

  test('nor may one be told that was refused as a race', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.fault = (request) => {
      if (!isComplete(request)) return undefined;
      on.server.put('memory', 'a', large(7));
      return { status: 409, code: 'OperationAborted' };
    };
    const failure = await failureOf(storage.writeBytes('a', large(7), { ifVersion: version }));
    expect([failure.code, failure.data.mayBeDone, reads()]).toEqual(['BUSY', true, 0]);
  });

  test('is read again where it is not so large', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    const body = large(7, 9 * 1024 * 1024);
    loseAnswer(body);
    await storage.writeBytes('a', body, { ifVersion: version });
    expect(reads()).toBe(1);
    loseAnswer(large(8, 9 * 1024 * 1024));
    const now = (await storage.stat('a'))?.version ?? '';
    expect(await codeOf(storage.writeBytes('a', body, { ifVersion: now }))).toBe('CONFLICT');
  });
});

describe('a save that cannot be read back', () => {
  const isPut = ({ method }: SeenRequest) => method === 'PUT';
  const lookFails = (after: (request: SeenRequest) => boolean) => {
    let isDone = false;
    on.server.fault = (request) => {
      if (isDone && request.method === 'HEAD') return { status: 403, code: 'AccessDenied' };
      isDone ||= after(request);
      return undefined;
    };
  };

  test('is not said to be compared afterwards', async () => {
    on.server.conditions = 'ignored';
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    lookFails(isPut);
    const { guarded } = await storage.write('a', 'mine', { ifVersion: version });
    expect(guarded).toEqual({ by: 'unread', milliseconds: expect.any(Number) });
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('mine');
  });

  test('is guarded by the server all the same, where that is known to refuse', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    const fresh = await storage.write('a', 'second', { ifVersion: version });
    on.server.fault = (request) => {
      if (isPut(request)) on.server.put('memory', 'a', 'theirs');
      return undefined;
    };
    expect(await codeOf(storage.write('a', 'mine', { ifVersion: fresh.version }))).toBe('CONFLICT');
    on.server.fault = undefined;
    const now = (await storage.stat('a'))?.version ?? '';
    lookFails(isPut);
    expect((await storage.write('a', 'mine', { ifVersion: now })).guarded).toEqual({ by: 'server' });
  });

  test('because it is very large and its ETag another, is saved by the word of the server', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.fault = (request) => {
      if (!isComplete(request)) return undefined;
      on.server.put('memory', 'a', large(7));
      const body =
        '<CompleteMultipartUploadResult><ETag>"of-the-upload-9"</ETag></CompleteMultipartUploadResult>';
      return { status: 200, headers: { 'content-type': 'application/xml' }, body };
    };
    const saved = await storage.writeBytes('a', large(7), { ifVersion: version });
    expect(saved).toMatchObject({ version: 'of-the-upload-9', guarded: { by: 'unread' } });
    expect(reads()).toBe(0);
  });
});
