import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { byteLength, type KeyRules } from '#shared/format/keys.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { describeConditions } from './contract/conditions.ts';
import { describeListing } from './contract/listing.ts';
import { describeNames } from './contract/names.ts';
import { describeReading } from './contract/reading.ts';
import { describeWatching } from './contract/watching.ts';
import { describeWriting } from './contract/writing.ts';

/** An empty store, made for one test. */
export interface OpenedStore {
  readonly storage: StorageBackend;
  /** Whether the next test uses the same storage, emptied, so that it must not be closed yet. */
  readonly shared?: boolean;
  /** Removes all that is in it; the storage is closed already, unless it is shared. */
  remove(): Promise<void>;
}

/** A kind of storage that has to keep the contract. */
export interface Subject {
  readonly name: string;
  readonly rules: KeyRules;
  open(): Promise<OpenedStore>;
}

/** Gives a test the store that was made for it. */
export type Current = () => StorageBackend;

/** What every backend promises, whatever holds the bytes. */
export function describeStorage(subject: Subject): void {
  describe(`${subject.name} as a storage`, () => {
    let opened: OpenedStore | undefined;

    beforeEach(async () => {
      opened = await subject.open();
    });

    afterEach(async () => {
      if (!opened?.shared) await opened?.storage.close();
      await opened?.remove();
    });

    const current: Current = () => {
      if (!opened) throw new Error('No store is open.');
      return opened.storage;
    };

    describeReading(current);
    describeWriting(current);
    describeConditions(current);
    describeListing(current);
    describeNames(current, subject.rules);
    describeWatching(current);

    test('says what it can hold', () => {
      const { maxSegmentBytes, maxKeyBytes } = current().capabilities;
      expect(maxSegmentBytes).toBeGreaterThanOrEqual(byteLength('é'.repeat(100)));
      expect(maxKeyBytes).toBeGreaterThanOrEqual(maxSegmentBytes);
    });
  });
}
