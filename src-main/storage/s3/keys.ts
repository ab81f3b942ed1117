import { byteLength } from '#shared/format/keys.ts';
import { trimmed } from '#shared/s3/paths.ts';
import { checkFits } from '../failures.ts';

/** Longest key that S3 takes, prefix included, in UTF-8 bytes. */
export const maxObjectKeyBytes = 1024;

/** Turns keys of a store into keys of its bucket and back. */
export class KeySpace {
  /** What every key of the store starts with: `''`, or a prefix that ends with one `/`. */
  readonly base: string;

  constructor(prefix: string) {
    const path = trimmed(prefix);
    this.base = path === '' ? '' : `${path}/`;
  }

  /** Longest key of the store, in UTF-8 bytes. */
  get maxKeyBytes(): number {
    return maxObjectKeyBytes - byteLength(this.base);
  }

  /** The bucket's key for a file of the store. Throws `INVALID_NAME`. */
  object(key: string): string {
    const { maxKeyBytes } = this;
    checkFits(key, 'object', { maxKeyBytes, maxSegmentBytes: maxKeyBytes });
    return this.base + key;
  }

  /** What all keys below a folder of the store start with; `''` is the root. Throws `INVALID_NAME`. */
  below(folder: string): string {
    return folder === '' ? this.base : `${this.object(folder)}/`;
  }

  /** The store's key for one of the bucket's. */
  relative(objectKey: string): string {
    return objectKey.slice(this.base.length);
  }
}

/**
 * A key as a listing gives it. Asked for with `EncodingType=url`, since XML cannot carry control characters;
 * a server that does not know the option does not echo it and sends the key as it is. `+` is a space.
 */
export function listedKey(key: string, encoding: string | undefined): string {
  return encoding === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
}
