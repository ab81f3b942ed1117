import { describe, expect, test } from 'vitest';
import { isStoreError } from '#shared/errors.ts';
import type { Current } from '../contract.ts';
import { codeOf, failureOf } from './helpers.ts';

export function describeConditions(storage: Current): void {
  describe('conditions', () => {
    test('a write on the version that was read goes through', async () => {
      await storage().write('a', 'one');
      const { version } = await storage().readBytes('a');
      const written = await storage().write('a', 'two', { ifVersion: version });
      expect(await storage().read('a')).toBe('two');
      await storage().write('a', 'three', { ifVersion: written.version });
      expect(await storage().read('a')).toBe('three');
    });

    test('a stale write changes nothing, and says what is there now', async () => {
      const old = await storage().write('a', 'one');
      const now = await storage().write('a', 'theirs');
      const failure = await failureOf(storage().write('a', 'mine', { ifVersion: old.version }));
      expect(failure.code).toBe('CONFLICT');
      expect(failure.data).toMatchObject({ where: 'a', currentVersion: now.version });
      expect(await storage().read('a')).toBe('theirs');
    });

    test('a write on a file that is gone does not bring it back', async () => {
      const { version } = await storage().write('sessions/a/one', 'one');
      await storage().delete('sessions/a/one');
      const failure = await failureOf(storage().write('sessions/a/one', 'mine', { ifVersion: version }));
      expect(failure.code).toBe('CONFLICT');
      expect(failure.data.currentVersion).toBeNull();
      expect(await storage().exists('sessions/a/one')).toBe(false);
    });

    test('a new file is not written over another', async () => {
      const { version } = await storage().write('a', 'theirs', { ifAbsent: true });
      const failure = await failureOf(storage().write('a', 'mine', { ifAbsent: true }));
      expect(failure.code).toBe('CONFLICT');
      expect(failure.data.currentVersion).toBe(version);
      expect(await storage().read('a')).toBe('theirs');
    });

    test('conditions hold for pieces too', async () => {
      const old = await storage().write('a', 'one');
      await storage().write('a', 'theirs');
      async function* source() {
        yield new TextEncoder().encode('mine');
      }
      const options = { ifVersion: old.version };
      expect(await codeOf(storage().writeBytes('a', source(), options))).toBe('CONFLICT');
      expect(await codeOf(storage().writeBytes('a', source(), { ifAbsent: true }))).toBe('CONFLICT');
      expect(await storage().read('a')).toBe('theirs');
    });

    test('a delete on the version that was read goes through, a stale one does not', async () => {
      const old = await storage().write('a', 'one');
      const now = await storage().write('a', 'theirs');
      const failure = await failureOf(storage().delete('a', { ifVersion: old.version }));
      expect([failure.code, failure.data.currentVersion]).toEqual(['CONFLICT', now.version]);
      expect(await storage().read('a')).toBe('theirs');
      expect(await storage().delete('a', { ifVersion: now.version })).toBe(true);
      expect(await codeOf(storage().delete('a', { ifVersion: now.version }))).toBe('CONFLICT');
    });

    test('of many writers on one version one wins, and its text stays', async () => {
      const { version } = await storage().write('a', 'base');
      const texts = Array.from({ length: 12 }, (_, i) => `writer ${i}`);
      const outcomes = await Promise.allSettled(
        texts.map((text) => storage().write('a', text, { ifVersion: version })),
      );
      expectOneWinner(outcomes);
      const winner = outcomes.findIndex((outcome) => outcome.status === 'fulfilled');
      expect(await storage().read('a')).toBe(texts[winner]);
    });

    test('of many who create a file one does', async () => {
      const texts = Array.from({ length: 12 }, (_, i) => `writer ${i}`);
      const outcomes = await Promise.allSettled(
        texts.map((text) => storage().write('new/file', text, { ifAbsent: true })),
      );
      expectOneWinner(outcomes);
      const winner = outcomes.findIndex((outcome) => outcome.status === 'fulfilled');
      expect(await storage().read('new/file')).toBe(texts[winner]);
    });

    test('a version that stat gives is good for a condition', async () => {
      await storage().write('a', 'one');
      const entry = await storage().stat('a');
      if (!entry?.version) return;
      expect((await storage().readBytes('a', { ifVersion: entry.version })).size).toBe(3);
    });
  });
}

function expectOneWinner(outcomes: PromiseSettledResult<unknown>[]): void {
  const failures = outcomes
    .filter((outcome) => outcome.status === 'rejected')
    .map((outcome) => outcome.reason);
  expect(failures.every((failure) => isStoreError(failure, 'CONFLICT'))).toBe(true);
  expect(outcomes.length - failures.length).toBe(1);
}
