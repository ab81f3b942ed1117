import { describe, expect, test } from 'vitest';
import { StoreError } from '#shared/errors.ts';
import type { Current } from '../contract.ts';
import { codeOf, pieces } from './helpers.ts';

export function describeWriting(storage: Current): void {
  describe('writing', () => {
    test('makes the folders above a file', async () => {
      await storage().write('sessions/a/default/b_summary.md', 'text');
      expect(await storage().read('sessions/a/default/b_summary.md')).toBe('text');
    });

    test('replaces longer by shorter text', async () => {
      await storage().write('a', 'a long text');
      await storage().write('a', 'short');
      expect(await storage().read('a')).toBe('short');
      expect((await storage().stat('a'))?.size).toBe(5);
    });

    test('gives every content a version of its own', async () => {
      const first = await storage().write('a', 'one');
      const second = await storage().write('a', 'two');
      expect(second.version).not.toBe(first.version);
      expect((await storage().readBytes('a')).version).toBe(second.version);
    });

    test('takes bytes that come piece by piece', async () => {
      const { version } = await storage().writeBytes('stream', pieces('one ', '', 'two ', 'three'));
      expect(await storage().read('stream')).toBe('one two three');
      expect((await storage().readBytes('stream')).version).toBe(version);
    });

    test('takes megabytes that come piece by piece', async () => {
      async function* source() {
        for (let i = 0; i < 7; i++) yield new Uint8Array(1_000_003).fill(i + 1);
      }
      await storage().writeBytes('large', source());
      const read = await storage().readBytes('large');
      expect(read.size).toBe(7 * 1_000_003);
      expect(read.bytes.every((byte, at) => byte === 1 + Math.floor(at / 1_000_003))).toBe(true);
    });

    test('leaves the old file whole when the source fails', async () => {
      await storage().write('a', 'old');
      async function* failing() {
        yield new TextEncoder().encode('ne');
        throw new StoreError('UNREACHABLE', 'The source broke off.');
      }
      expect(await codeOf(storage().writeBytes('a', failing()))).toBe('UNREACHABLE');
      expect(await storage().read('a')).toBe('old');
      expect(await storage().list('')).toEqual(['a']);
    });

    test('leaves nothing behind when the source of a new file fails', async () => {
      async function* failing() {
        yield new TextEncoder().encode('ne');
        throw new StoreError('UNREACHABLE', 'The source broke off.');
      }
      expect(await codeOf(storage().writeBytes('sessions/new/a', failing()))).toBe('UNREACHABLE');
      expect(await storage().list('')).toEqual([]);
      expect((await storage().listLevel('')).folders).toEqual([]);
    });

    test('is stopped in the middle, and leaves the old file whole', async () => {
      await storage().write('a', 'old');
      const stop = new AbortController();
      async function* stalling() {
        yield new TextEncoder().encode('ne');
        stop.abort();
        await new Promise(() => {});
      }
      const writing = storage().writeBytes('a', stalling(), { signal: stop.signal });
      expect(await codeOf(writing)).toBe('CANCELLED');
      expect(await storage().read('a')).toBe('old');
    });

    test('refuses text that could not be stored as it is', async () => {
      expect(await codeOf(storage().write('a', 'half \ud83e'))).toBe('INVALID');
      expect(await storage().exists('a')).toBe(false);
    });

    test('deletes a file, and says whether there was one', async () => {
      await storage().write('sessions/a/one', '1');
      await storage().write('sessions/a/two', '2');
      expect(await storage().delete('sessions/a/one')).toBe(true);
      expect(await storage().delete('sessions/a/one')).toBe(false);
      expect(await storage().list('')).toEqual(['sessions/a/two']);
    });

    test('shows no session once its files are deleted', async () => {
      await storage().write('sessions/a/deep/down/one', '1');
      await storage().write('sessions/b/two', '2');
      await storage().delete('sessions/a/deep/down/one');
      expect((await storage().listLevel('sessions')).folders).toEqual(['b']);
    });
  });
}
