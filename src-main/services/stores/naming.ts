import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { SaveGuarantee, StoreLocation } from '#shared/model/store.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { hashName } from '../app/home.ts';

/** The same place always has the same id, so that tabs and layout find their store again. */
export function storeIdOf(location: StoreLocation): string {
  switch (location.kind) {
    case 'folder':
      return `folder-${hashName(location.path)}`;
    case 's3':
      return `s3-${hashName(`${location.endpoint ?? location.region}\n${location.bucket}\n${location.prefix}`)}`;
    case 'memory':
      return location.content === 'sample' ? 'memory-sample' : `memory-${randomUUID()}`;
  }
}

/** What to show for where a store lies. */
export function placeOf(location: StoreLocation): string {
  switch (location.kind) {
    case 'folder':
      return location.path;
    case 's3':
      return `s3://${location.bucket}${location.prefix === '' ? '' : `/${location.prefix}`}`;
    case 'memory':
      return 'in memory';
  }
}

/** What a store is called until somebody names it. */
export function defaultName(location: StoreLocation): string {
  switch (location.kind) {
    case 'folder':
      return basename(location.path) || location.path;
    case 's3':
      return location.prefix === '' ? location.bucket : `${location.bucket}/${location.prefix}`;
    case 'memory':
      return location.content === 'sample' ? 'Sample store' : 'Scratch store';
  }
}

/** What a save is guaranteed to be, in words. */
export function guaranteeOf(backend: StorageBackend, readOnly: boolean): SaveGuarantee {
  const level = backend.capabilities.conditionalWrite;
  if (readOnly) return { level, explanation: 'This store is open read-only: nothing is written.' };
  const explanation = {
    atomic: 'A save is refused when the file is no longer the one you opened. No window remains.',
    checked:
      backend.kind === 's3'
        ? 'The object is compared before and after a save. This server has not been seen to refuse a stale one yet: if it does not, a change made in the same instant could be overwritten.'
        : 'The file is compared before and after a save. A program that writes in the same instant is noticed, not held back.',
    none: 'This server cannot check what it replaces: a change made at the same time could be overwritten.',
  }[level];
  return { level, explanation };
}
