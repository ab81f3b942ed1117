import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach } from 'vitest';
import type { FileDriver } from '#storage/filesystem/driver.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';
import { temporaryFolder } from '../folder.ts';

/** A folder with a store in it and a place outside of the store, made anew for each test. */
export interface Folders {
  /** Absolute. */
  readonly store: string;
  /** Absolute, beside the store. */
  readonly outside: string;
  storage(driver?: FileDriver): FileSystemStorage;
}

export function makeFolders(): () => Folders {
  let current: (Folders & { remove(): Promise<void> }) | undefined;

  beforeEach(async () => {
    const { path, remove } = await temporaryFolder();
    const store = `${path}/store`;
    const outside = `${path}/outside`;
    await Promise.all([mkdir(store), mkdir(outside)]);
    const storage = (driver?: FileDriver) => new FileSystemStorage(store, driver ? { driver } : {});
    current = { store, outside, storage, remove };
  });

  afterEach(() => current?.remove());

  return () => {
    if (!current) throw new Error('No folder was made.');
    return current;
  };
}
