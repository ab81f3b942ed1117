import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { S3Storage } from '#storage/index.ts';
import { failureOf } from '../contract/helpers.ts';

const text = '# the only copy\n';
const bytes = Buffer.from(text);
const md5 = (of: Uint8Array | string) => createHash('md5').update(of).digest('hex');

/** A server whose answers come piece by piece, as some proxies pass them on. */
class Piecewise {
  body: Buffer = bytes;
  /** What it sends of its body. */
  sent: Buffer | null = null;
  etag = `"${md5(text)}"`;
  /** Whether a HEAD, too, has lost its length on the way. */
  isHeadUntold = false;
  knowsRanges = true;
  tellsRange = true;
  tellsLength = false;
  /** How far behind what was asked for a range begins. */
  shift = 0;
  readonly requests: string[] = [];

  answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', headers } = request;
    this.requests.push(method);
    request.resume();
    if (method === 'PUT') {
      const pieces: Buffer[] = [];
      request
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('end', () => {
          this.body = Buffer.concat(pieces);
          this.etag = `"${md5(this.body)}"`;
          // Its answer gets lost.
          request.socket.destroy();
        });
      return;
    }
    const facts = { etag: this.etag, 'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT' };
    const body = this.sent ?? this.body;
    if (method === 'HEAD') {
      response.writeHead(200, this.isHeadUntold ? facts : { ...facts, 'content-length': this.body.length });
      response.end();
      return;
    }
    const [, from, to] = (this.knowsRanges && /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '')) || [];
    if (from === undefined) {
      this.#send(response, 200, facts, body);
      return;
    }
    const start = Number(from) + this.shift;
    const end = Math.min(Number(to), this.body.length - 1);
    if (start > end) {
      response.writeHead(416, { 'content-range': `bytes */${this.body.length}` });
      response.end();
      return;
    }
    const told = this.tellsRange ? { 'content-range': `bytes ${start}-${end}/${this.body.length}` } : {};
    this.#send(response, 206, { ...facts, ...told }, body.subarray(start, end + 1));
  }

  #send(response: ServerResponse, status: number, headers: Record<string, string>, body: Buffer): void {
    response.writeHead(status, this.tellsLength ? { ...headers, 'content-length': body.length } : headers);
    response.write(body.subarray(0, 3));
    response.end(body.subarray(3));
  }
}

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function opened(set: Partial<Piecewise> = {}): Promise<{ server: Piecewise; storage: S3Storage }> {
  const server = Object.assign(new Piecewise(), set);
  const http = createServer((request, response) => server.answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const storage = new S3Storage({ bucket: 'b', endpoint, credentials, maxAttempts: 1 });
  ends.push(
    () => storage.close(),
    () => new Promise((resolve) => http.close(resolve)),
  );
  return { server, storage };
}

describe('an object whose answer names no length', () => {
  test('is read whole', async () => {
    const { storage } = await opened();
    const { bytes: read, size } = await storage.readBytes('a');
    expect([Buffer.from(read).toString(), size]).toEqual([text, bytes.length]);
  });

  test.each([
    ['its MD5', `"${md5(text)}"`],
    ['a digest of parts', `"${md5(text)}-2"`],
    ['another digest', `"${md5('other')}"`],
  ])('is refused where its end is missing and its ETag is %s', async (_, etag) => {
    const { server, storage } = await opened({ etag });
    // Nothing that was read before makes it believed.
    await storage.readBytes('a');
    server.sent = bytes.subarray(0, 5);
    expect((await failureOf(storage.readBytes('a'))).message).toMatch(/answer was cut short/);
  });

  test('is refused where it has changed since it was read', async () => {
    const { server, storage } = await opened();
    server.sent = Buffer.from('# another\n');
    server.body = server.sent;
    const failure = await failureOf(storage.readBytes('a', { ifVersion: 'former' }));
    expect(failure.code).toBe('CONFLICT');
  });

  test('is not read beyond what the reader wants to hold', async () => {
    const body = Buffer.alloc(4 * 1024 * 1024, 'x');
    const { storage } = await opened({ body, etag: `"${md5(body)}"` });
    const failure = await failureOf(storage.readBytes('a', { maxBytes: 1000 }));
    expect([failure.code, failure.message]).toEqual([
      'TOO_LARGE',
      expect.stringContaining(String(body.length)),
    ]);
    const part = await storage.readBytes('a', { maxBytes: 1000, range: { start: 5, end: 1004 } });
    expect([part.bytes.length, part.size]).toEqual([1000, body.length]);
  });

  test.each([[true], [false]])(
    'gives a range of it, by a server that knows ranges (%s)',
    async (knowsRanges) => {
      const { storage } = await opened({ knowsRanges });
      const read = async (start: number, end: number) => {
        const { bytes: part, size } = await storage.readBytes('a', { range: { start, end } });
        expect(size).toBe(bytes.length);
        return Buffer.from(part).toString();
      };
      expect(await read(2, 4)).toBe('the');
      expect(await read(2, 1000)).toBe(text.slice(2));
      expect(await read(1000, 2000)).toBe('');
    },
  );

  test('has the size that a request for its first byte tells, where a HEAD names none', async () => {
    const { server, storage } = await opened({ isHeadUntold: true });
    expect((await storage.stat('a'))?.size).toBe(bytes.length);
    expect(await storage.read('a')).toBe(text);
    server.body = Buffer.alloc(0);
    server.etag = `"${md5('')}"`;
    expect([(await storage.stat('a'))?.size, await storage.read('a')]).toEqual([0, '']);
  });

  test('has no size, rather than none of its bytes, where nothing tells it', async () => {
    const { storage } = await opened({ isHeadUntold: true, knowsRanges: false });
    expect((await failureOf(storage.stat('a'))).message).toMatch(/does not say how long it is/);
    expect((await failureOf(storage.read('a'))).message).toMatch(/does not say how long it is/);
  });

  test('is recognised as what was saved, where the answer to the save got lost', async () => {
    const { storage } = await opened();
    const { version } = await storage.write('a', 'my text', { ifVersion: md5(text) });
    expect(version).toBe(md5('my text'));
  });
});

describe('a part of an object', () => {
  test('is refused where its answer does not say which it is', async () => {
    const { storage } = await opened({ tellsRange: false, tellsLength: true });
    const failure = await failureOf(storage.readBytes('a', { range: { start: 2, end: 4 } }));
    expect(failure.message).toMatch(/did not say which/);
  });

  test('is refused where it is another than the one asked for', async () => {
    const { storage } = await opened({ shift: 1, tellsLength: true });
    const failure = await failureOf(storage.readBytes('a', { range: { start: 2, end: 4 } }));
    expect(failure.message).toMatch(/another part/);
  });

  test('is cut out of an answer that holds the whole', async () => {
    const { storage } = await opened({ knowsRanges: false, tellsLength: true });
    const { bytes: part, size } = await storage.readBytes('a', { range: { start: 2, end: 4 }, maxBytes: 3 });
    expect([Buffer.from(part).toString(), size]).toEqual(['the', bytes.length]);
  });
});
