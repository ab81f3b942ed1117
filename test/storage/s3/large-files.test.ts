import { describe, expect, test } from 'vitest';
import { codeOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

describe('large files', () => {
  const megabyte = 1024 * 1024;

  test('60 MB go up in parts, read as far ahead as parts are under way', async () => {
    const partSize = 8 * megabyte;
    let given = 0;
    let ahead = 0;
    async function* source() {
      for (let i = 0; i < 60; i++) {
        const parts = on.server.requests.filter(({ query }) => query.partNumber !== undefined).length;
        ahead = Math.max(ahead, given - parts * partSize);
        given += megabyte;
        yield new Uint8Array(megabyte).fill(i);
      }
    }
    const storage = on.open();
    await storage.writeBytes('large', source(), { ifAbsent: true });
    expect(on.server.get('memory', 'large')?.contentLength).toBe(60 * megabyte);
    expect(ahead).toBeLessThanOrEqual(4 * partSize);
    const read = await storage.readBytes('large', { range: { start: 30 * megabyte, end: 30 * megabyte } });
    expect([...read.bytes]).toEqual([30]);
  });

  test('a stale save in parts leaves the object and no parts', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    on.server.fault = ({ method, query }) => {
      if (method === 'POST' && query.uploadId !== undefined) on.server.put('memory', 'a', 'theirs');
      return undefined;
    };
    const body = new Uint8Array(9 * megabyte);
    expect(await codeOf(storage.writeBytes('a', body, { ifVersion: version }))).toBe('CONFLICT');
    expect(await storage.read('a')).toBe('theirs');
    expect(on.server.requests.some(({ method, query }) => method === 'DELETE' && query.uploadId)).toBe(true);
  });

  test.each(['flows', 'stalls', 'is all there'])(
    'an upload whose source %s leaves nothing when it is stopped',
    async (how) => {
      const storage = on.open();
      await storage.write(how, 'old');
      const stop = new AbortController();
      async function* source() {
        for (let i = 0; ; i++) {
          if (i === 20) stop.abort();
          if (i === 20 && how === 'stalls') await new Promise(() => {});
          yield new Uint8Array(megabyte);
        }
      }
      on.server.fault = ({ query }) => {
        if (how === 'is all there' && query.partNumber === '2') stop.abort();
        return undefined;
      };
      const body = how === 'is all there' ? new Uint8Array(40 * megabyte) : source();
      expect(await codeOf(storage.writeBytes(how, body, { signal: stop.signal }))).toBe('CANCELLED');
      expect(await storage.read(how)).toBe('old');
      const removed = () =>
        on.server.requests.some(
          ({ key, method, query }) => key === how && method === 'DELETE' && query.uploadId,
        );
      await expect.poll(removed, { timeout: 5000 }).toBe(true);
      expect(
        on.server.requests.filter(({ key, query }) => key === how && query.partNumber).length,
      ).toBeLessThan(5);
    },
  );
});
