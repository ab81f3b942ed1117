import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { BegunUpload, UploadNotes } from '#storage/s3/parts.ts';
import type { Answer, Fault, SeenRequest } from '../../s3-server.ts';
import { onServer } from './on-server.ts';

const on = onServer();
const megabyte = 1024 * 1024;

/** More than two parts. */
async function* large(beforeLast: () => Promise<void> = async () => {}) {
  for (let piece = 0; piece < 20; piece++) {
    if (piece === 19) await beforeLast();
    yield new Uint8Array(megabyte).fill(piece);
  }
}

/** Notes as the app keeps them. */
function notes() {
  const begun = new Map<string, BegunUpload>();
  const left: BegunUpload[] = [];
  const unanswered: string[] = [];
  const kept: UploadNotes = {
    begun: async (upload) => void begun.set(upload.id, upload),
    unanswered: ({ object }) => void unanswered.push(object),
    ended: async ({ id }) => void begun.delete(id),
    left: (upload) => void left.push(upload),
    orphans: async () => [...begun.values()],
  };
  return { begun, left, unanswered, kept };
}

const isPart = ({ method, query }: SeenRequest) => method === 'PUT' && query.partNumber !== undefined;
const isAbort = ({ method, query }: SeenRequest) => method === 'DELETE' && query.uploadId !== undefined;
const isComplete = ({ method, query }: SeenRequest) => method === 'POST' && query.uploadId !== undefined;
const refusal: Fault = { status: 403, code: 'AccessDenied' };
const failure: Fault = { status: 500, code: 'InternalError' };
const foreign: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html>Log in.</html>',
};

/** A machine with much to do takes its time. */
const soon = { timeout: 10_000 };
const partsSent = () => on.server.requests.filter(isPart).length;
const nothingLeft = () => expect.poll(() => on.server.uploads.size, soon).toBe(0);

describe('an upload in parts', () => {
  test('that arrives leaves nothing to be removed', async () => {
    const { begun, kept } = notes();
    await on.open({ uploads: kept }).writeBytes('big.bin', large());
    expect(on.server.get('memory', 'big.bin')?.contentLength).toBe(20 * megabyte);
    expect([on.server.uploads.size, begun.size]).toEqual([0, 0]);
  });

  test.each<[string, (request: SeenRequest) => boolean]>([
    ['a part of which is refused', (request) => isPart(request) && request.query.partNumber === '2'],
    ['that may not be put together', isComplete],
  ])('%s leaves no parts behind', async (_, isRefused) => {
    on.server.fault = (request) => (isRefused(request) ? refusal : undefined);
    const { begun, kept } = notes();
    const upload = on.open({ uploads: kept }).writeBytes('big.bin', large());
    await expect(upload).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await nothingLeft();
    await expect.poll(() => begun.size, soon).toBe(0);
    expect(on.server.get('memory', 'big.bin')).toBeNull();
  });

  test('that is found done, though its own end was not, leaves no parts behind', async () => {
    const { begun, left, kept } = notes();
    const storage = on.open({ uploads: kept, maxAttempts: 1 });
    const { version } = await storage.writeBytes('big.bin', new Uint8Array(20 * megabyte));
    on.server.fault = (request) => (isComplete(request) ? failure : undefined);
    // The same is there already, so it cannot be told whose it is.
    const again = await storage.writeBytes('big.bin', new Uint8Array(20 * megabyte));
    expect(again.version).toBe(version);
    expect([on.server.uploads.size, begun.size, left]).toEqual([0, 0, []]);
  });

  test('that is stopped leaves no parts behind, and stops at once', async () => {
    const stop = new AbortController();
    const source = large(async () => {
      await expect.poll(partsSent, soon).toBeGreaterThan(0);
      stop.abort();
      await pause(50);
    });
    const upload = on.open().writeBytes('big.bin', source, { signal: stop.signal });
    await expect(upload).rejects.toMatchObject({ code: 'CANCELLED' });
    await nothingLeft();
    expect(on.server.requests.some(isComplete)).toBe(false);
  });

  test('whose source breaks leaves no parts behind', async () => {
    let isBroken = false;
    const source = large(async () => {
      await expect.poll(partsSent, soon).toBeGreaterThan(0);
      isBroken = true;
      throw new Error('The browser is gone.');
    });
    await expect(on.open().writeBytes('big.bin', source)).rejects.toThrow();
    expect(isBroken).toBe(true);
    await nothingLeft();
  });

  test('whose beginning was not answered goes on, and says that an empty one may stay open', async () => {
    let lost = false;
    on.server.fault = ({ method, query }) => {
      if (lost || method !== 'POST' || !('uploads' in query)) return undefined;
      lost = true;
      return 'cut';
    };
    const { begun, unanswered, kept } = notes();
    await on.open({ uploads: kept }).writeBytes('big.bin', large());
    expect([unanswered, begun.size]).toEqual([['big.bin'], 0]);
    on.server.fault = ({ query }) => ('uploads' in query ? refusal : undefined);
    await expect(on.open({ uploads: kept }).writeBytes('b', large())).rejects.toThrow();
    on.server.fault = ({ query }) => ('uploads' in query ? failure : undefined);
    await expect(on.open({ uploads: kept }).writeBytes('c', large())).rejects.toThrow();
    expect(unanswered).toEqual(['big.bin', 'c']);
    // What refuses the second try says nothing of the first.
    let tries = 0;
    on.server.fault = ({ query }) => {
      if (!('uploads' in query)) return undefined;
      tries += 1;
      return tries === 1 ? 'cut' : refusal;
    };
    await expect(on.open({ uploads: kept }).writeBytes('d', large())).rejects.toThrow();
    expect(unanswered).toEqual(['big.bin', 'c', 'd']);
  });

  test('whose end was answered by somebody on the way goes on, or leaves nothing', async () => {
    const { begun, left, kept } = notes();
    let pages = 1;
    on.server.fault = ({ method, query }) => {
      if (method !== 'POST' || query.uploadId === undefined || pages-- <= 0) return undefined;
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in.</html>' };
    };
    await on.open({ uploads: kept }).writeBytes('big.bin', large());
    expect(on.server.get('memory', 'big.bin')).not.toBeNull();
    pages = Number.POSITIVE_INFINITY;
    await expect(on.open({ uploads: kept }).writeBytes('other.bin', large())).rejects.toThrow();
    expect([begun.size, left]).toEqual([0, []]);
    expect(on.server.uploads.size).toBe(0);
  });

  test('has its parts removed though the server fails to at first', async () => {
    let fails = 1;
    on.server.fault = (request) => {
      if (isPart(request) && request.query.partNumber === '2') return refusal;
      return isAbort(request) && fails-- > 0 ? refusal : undefined;
    };
    const { left, kept } = notes();
    await expect(on.open({ uploads: kept }).writeBytes('big.bin', large())).rejects.toThrow();
    await nothingLeft();
    expect(left).toEqual([]);
  });

  test('has a part removed that comes after the others were', async () => {
    on.server.fault = (request) => {
      if (isPart(request) && request.query.partNumber === '2') return refusal;
      // Says that it is done, and does nothing, as if another part came right after.
      const aborts = on.server.requests.filter(isAbort).length;
      return isAbort(request) && aborts === 1 ? { status: 204, body: '' } : undefined;
    };
    await expect(on.open().writeBytes('big.bin', large())).rejects.toThrow();
    await nothingLeft();
    expect(on.server.requests.filter(isAbort)).toHaveLength(2);
  });

  test.each<[string, Fault, Fault | undefined]>([
    ['somebody on the way says that they are removed', foreign, failure],
    ['the server says so, and cannot be asked after it', { status: 204, body: '' }, failure],
    ['somebody on the way knows nothing of them', { ...foreign, status: 404 }, undefined],
  ])('keeps in mind parts that may be there still, where %s', async (_, removal, look) => {
    on.server.fault = (request) => {
      if (isPart(request) && request.query.partNumber === '2') return refusal;
      if (isAbort(request)) return removal;
      return request.method === 'GET' && request.query.uploadId !== undefined ? look : undefined;
    };
    const { begun, left, kept } = notes();
    const storage = on.open({ uploads: kept, maxAttempts: 1 });
    await expect(storage.writeBytes('big.bin', large())).rejects.toThrow();
    await expect.poll(() => left.length, soon).toBe(1);
    await storage.close();
    expect([on.server.uploads.size, begun.size]).toEqual([1, 1]);
    on.server.fault = undefined;
    await on.open({ uploads: kept }).removeOrphans();
    expect([on.server.uploads.size, begun.size]).toEqual([0, 0]);
  });

  test('of which parts stay is told, and removed when the store is opened again', async () => {
    on.server.fault = (request) => {
      if (isPart(request) && request.query.partNumber === '2') return failure;
      return isAbort(request) ? refusal : undefined;
    };
    const { begun, left, kept } = notes();
    const first = on.open({ uploads: kept, maxAttempts: 1 });
    await expect(first.writeBytes('big.bin', large())).rejects.toThrow();
    await expect.poll(() => left, soon).toMatchObject([{ bucket: 'memory', object: 'big.bin' }]);
    expect([on.server.uploads.size, begun.size]).toEqual([1, 1]);
    await first.close();
    on.server.fault = undefined;
    await on.open({ uploads: kept }).removeOrphans();
    expect([on.server.uploads.size, begun.size]).toEqual([0, 0]);
  });
});
