import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { StoreLocation } from '#shared/model/store.ts';
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
