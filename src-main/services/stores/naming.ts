import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { StoreLocation } from '#shared/model/store.ts';
import { serverOf } from '#shared/s3/server.ts';
import { hashName } from '../app/home.ts';

/** The first connection to a place always has the same id, so that tabs, drafts and history find their store again. */
export function storeIdOf(location: StoreLocation): string {
  switch (location.kind) {
    case 'folder':
      return `folder-${hashName(location.path)}`;
    case 's3':
      return `s3-${hashName(`${serverOf(location)}\n${location.bucket}\n${location.prefix}`)}`;
    case 'memory':
      return location.content === 'sample' ? 'memory-sample' : `memory-${randomUUID()}`;
  }
}

/** An id for one more connection to a place that has one. */
export function anotherIdOf({ kind }: StoreLocation): string {
  return `${kind}-${randomUUID()}`;
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
