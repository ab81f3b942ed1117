import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isStoreError } from '#shared/errors.ts';
import type { S3Storage } from '#storage/index.ts';
import { newProbeKey, type ProbeResult } from '#storage/s3/probe.ts';
import type { OpenedStore } from '../s3-subject.ts';
import { codeOf } from './contract/helpers.ts';

const key = 'sessions/a/default/plan_summary.md';
const large = (fill: number) => new Uint8Array(9 * 1024 * 1024).fill(fill);

type Change = (storage: S3Storage, version: string) => Promise<unknown>;

const changes: readonly [string, Change][] = [
  ['a save', (storage, ifVersion) => storage.write(key, 'mine', { ifVersion })],
  ['a new file', (storage) => storage.write(key, 'mine', { ifAbsent: true })],
  ['a deletion', (storage, ifVersion) => storage.delete(key, { ifVersion })],
  ['a save in parts', (storage, ifVersion) => storage.writeBytes(key, large(1), { ifVersion })],
  ['a new file in parts', (storage) => storage.writeBytes(key, large(1), { ifAbsent: true })],
];

async function probe(storage: S3Storage): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for await (const result of storage.probe(newProbeKey())) results.push(result);
  return results;
}

function mayBeDone(outcome: PromiseSettledResult<unknown> | undefined): boolean {
  return (
    outcome?.status === 'rejected' && isStoreError(outcome.reason) && outcome.reason.data.mayBeDone === true
  );
}

/** What holds on every server, however it takes conditions, before and after that is found out. */
export function describeGuarding(open: () => Promise<OpenedStore>): void {
  describe('guarding changes', () => {
    let store: OpenedStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.storage.close();
      await store.remove();
    });

    test('a probe ends, leaves no object, and finds a level for each operation', async () => {
      const results = await probe(store.storage);
      expect(results.map(({ step, outcome, message }) => (outcome === 'failed' ? message : step))).toEqual([
        'create',
        'replace',
        'upload',
        'delete',
        'removal',
      ]);
      expect(await store.storage.list('')).toEqual([]);
      const { guards } = store.storage.capabilities;
      expect(Object.values(guards ?? {}).map(({ level }) => level)).not.toContain('none');
    });

    test.each(changes)(
      '%s over what another program wrote is refused, and theirs stays',
      async (_, change) => {
        const { storage, another } = store;
        const { version } = await storage.write(key, 'base');
        await another().write(key, 'theirs');
        expect(await codeOf(change(storage, version))).toBe('CONFLICT');
        await probe(storage);
        expect(await codeOf(change(storage, version))).toBe('CONFLICT');
        expect(await another().read(key)).toBe('theirs');
      },
    );

    test.each(changes)('%s with nobody in between goes through', async (name, change) => {
      const { storage } = store;
      await probe(storage);
      const isNew = name.startsWith('a new file');
      const { version } = isNew ? { version: '' } : await storage.write(key, 'base');
      await change(storage, version);
      expect(await storage.exists(key)).toBe(name !== 'a deletion');
    });

    test('of many programs at once one saves where saves are atomic; elsewhere nobody is told that what is there was not saved', async () => {
      const { storage, another } = store;
      await probe(storage);
      const { version } = await storage.write(key, 'base');
      const texts = Array.from({ length: 8 }, (_, i) => `program ${i}`);
      const outcomes = await Promise.allSettled(
        texts.map((text) => another().write(key, text, { ifVersion: version })),
      );
      const there = await storage.read(key);
      const saved = texts.filter((_, i) => outcomes[i]?.status === 'fulfilled');
      const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['CONFLICT']));
      if (storage.capabilities.guards?.replace.level === 'atomic') expect(saved).toEqual([there]);
      const open = texts.filter((_, i) => mayBeDone(outcomes[i]));
      expect([...saved, ...open]).toContain(there);
    });
  });
}
