import { describe, expect, test } from 'vitest';
import type { Current } from '../contract.ts';
import { bytesOf, codeOf, gather } from './helpers.ts';

export function describeReading(storage: Current): void {
  describe('reading', () => {
    test('gives text back exactly as it was written', async () => {
      const text = '\ufeffone\r\ntwo\rthree\n\u2028four 🦊 “五” \0 no newline at the end';
      await storage().write('notes.md', text);
      expect(await storage().read('notes.md')).toBe(text);
    });

    test('refuses text that is not UTF-8', async () => {
      await storage().writeBytes('latin1.txt', Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
      expect(await codeOf(storage().read('latin1.txt'))).toBe('NOT_TEXT');
    });

    test('says that a file is not there', async () => {
      expect(await codeOf(storage().read('sessions/none.md'))).toBe('NOT_FOUND');
      expect(await codeOf(storage().readBytes('sessions/none.md'))).toBe('NOT_FOUND');
      expect(await storage().stat('sessions/none.md')).toBeNull();
      expect(await storage().exists('sessions/none.md')).toBe(false);
    });

    test('does not take a folder for a file', async () => {
      await storage().write('sessions/one/session.json', '{}');
      expect(await storage().exists('sessions/one')).toBe(false);
      expect(await storage().stat('sessions/one')).toBeNull();
      expect(['NOT_FOUND', 'NOT_A_FILE']).toContain(await codeOf(storage().readBytes('sessions/one')));
    });

    test('gives the facts of a file', async () => {
      const before = Date.now();
      const written = await storage().write('a.txt', 'twelve bytes');
      const entry = await storage().stat('a.txt');
      expect(entry).toMatchObject({ key: 'a.txt', size: 12 });
      expect(Math.abs((entry?.modifiedAt ?? 0) - before)).toBeLessThan(60_000);
      expect(Math.abs(written.modifiedAt - before)).toBeLessThan(60_000);
      expect(await storage().exists('a.txt')).toBe(true);
    });

    test('gives bytes with their version, size and time', async () => {
      const bytes = bytesOf(0, 1, 2, 255, 10, 13);
      const written = await storage().writeBytes('blob', bytes);
      const read = await storage().readBytes('blob');
      expect([...read.bytes]).toEqual([...bytes]);
      expect(read.size).toBe(6);
      expect(read.version).toBe(written.version);
      expect(typeof read.modifiedAt).toBe('number');
    });

    test('reads an empty file', async () => {
      await storage().writeBytes('empty', new Uint8Array());
      const read = await storage().readBytes('empty');
      expect([read.bytes.byteLength, read.size]).toEqual([0, 0]);
      expect(await storage().read('empty')).toBe('');
    });

    test.each([
      ['from the start', { start: 0, end: 2 }, 'abc'],
      ['in the middle', { start: 3, end: 3 }, 'd'],
      ['cut at the end', { start: 4, end: 100 }, 'efg'],
      ['all beyond the end', { start: 50, end: 60 }, ''],
    ])('reads a range %s', async (_, range, expected) => {
      await storage().write('letters', 'abcdefg');
      const read = await storage().readBytes('letters', { range });
      expect(new TextDecoder().decode(read.bytes)).toBe(expected);
      expect(read.size).toBe(7);
    });

    test('refuses what is not a range', async () => {
      await storage().write('letters', 'abcdefg');
      expect(await codeOf(storage().readBytes('letters', { range: { start: 3, end: 2 } }))).toBe('INVALID');
    });

    test('refuses to read more than was asked for', async () => {
      await storage().write('letters', 'abcdefg');
      expect(await codeOf(storage().readBytes('letters', { maxBytes: 6 }))).toBe('TOO_LARGE');
      expect((await storage().readBytes('letters', { maxBytes: 7 })).size).toBe(7);
      const part = await storage().readBytes('letters', { maxBytes: 2, range: { start: 1, end: 2 } });
      expect(part.bytes.byteLength).toBe(2);
    });

    test('reads parts of one version, and refuses once it has changed', async () => {
      await storage().write('letters', 'abcdefg');
      const { version } = await storage().readBytes('letters', { range: { start: 0, end: 2 } });
      const next = { range: { start: 3, end: 6 }, ifVersion: version };
      expect(new TextDecoder().decode((await storage().readBytes('letters', next)).bytes)).toBe('defg');
      await storage().write('letters', 'ABCDEFG');
      expect(await codeOf(storage().readBytes('letters', next))).toBe('CONFLICT');
    });

    test('hands out bytes that are the caller’s own', async () => {
      const mine = bytesOf(1, 2, 3);
      await storage().writeBytes('blob', mine);
      mine[0] = 9;
      const first = await storage().readBytes('blob');
      first.bytes[1] = 9;
      expect([...(await storage().readBytes('blob')).bytes]).toEqual([1, 2, 3]);
    });

    test('stops when it is told to', async () => {
      await storage().write('a', 'a');
      const signal = AbortSignal.abort();
      expect(await codeOf(storage().read('a', { signal }))).toBe('CANCELLED');
      expect(await codeOf(storage().readBytes('a', { signal }))).toBe('CANCELLED');
      expect(await codeOf(storage().stat('a', { signal }))).toBe('CANCELLED');
      expect(await codeOf(storage().exists('a', { signal }))).toBe('CANCELLED');
      expect(await codeOf(storage().list('', { signal }))).toBe('CANCELLED');
      expect(await codeOf(storage().listLevel('', { signal }))).toBe('CANCELLED');
      expect(await codeOf(gather(storage().listAll('', { signal })))).toBe('CANCELLED');
      expect(await codeOf(storage().write('a', 'b', { signal }))).toBe('CANCELLED');
      expect(await codeOf(storage().delete('a', { signal }))).toBe('CANCELLED');
      expect(await storage().read('a')).toBe('a');
    });
  });
}
