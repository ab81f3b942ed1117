import { serverOf } from '../s3/server.ts';
import type { StoreLocation } from './store.ts';

/** Whether two locations are one place, however it is reached: how one signs in, and over which network, does not count. */
export function samePlace(one: StoreLocation, other: StoreLocation): boolean {
  if (one.kind === 's3' && other.kind === 's3') {
    return serverOf(one) === serverOf(other) && one.bucket === other.bucket && one.prefix === other.prefix;
  }
  return one.kind === 'folder' && other.kind === 'folder' && one.path === other.path;
}
