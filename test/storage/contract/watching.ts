import { describe, expect, test } from 'vitest';
import type { WatchEvent } from '#storage/backend.ts';
import type { Current } from '../contract.ts';
import { pause } from './helpers.ts';

export function describeWatching(current: Current): void {
  describe('watching', () => {
    test('is offered where the capabilities say so', () => {
      expect(current().watch !== undefined).toBe(current().capabilities.watch);
    });

    test.each([
      ['a file', 'sessions/a/notes.md'],
      ['its folder', 'sessions/a'],
    ])('tells of a change by %s, until it is stopped', async (_, watched) => {
      const storage = current();
      if (!storage.watch) return;
      await storage.write('sessions/a/notes.md', 'one');
      await storage.write('sessions/b/other.md', 'one');
      const events: WatchEvent[] = [];
      const stop = storage.watch([watched], (event) => events.push(event));
      for (let turn = 0; events.length === 0; turn++) {
        await storage.write('sessions/a/notes.md', `change ${turn}`);
        await pause(20);
      }
      stop();
      expect(events.every((event) => event.key.startsWith('sessions/a'))).toBe(true);
      await storage.write('sessions/a/notes.md', 'last');
    });
  });
}
