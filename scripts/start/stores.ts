import { resolve } from 'node:path';

/** A store as the user wrote it, independent of the folder it was written in; addresses stay as they are. */
export function absoluteStore(store: string, from: string): string {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(store) ? store : resolve(from, store);
}
