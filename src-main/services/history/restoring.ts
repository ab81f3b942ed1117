import { isStoreError } from '#shared/errors.ts';
import type { Saved } from '#shared/model/document.ts';
import type { Attributes, ByteSource, StorageBackend } from '#storage/backend.ts';
import { holds } from '../content/holds.ts';
import { writeCarried } from './write-carried.ts';

/** Bytes that are to be there again, where the file still has version `base` (null: where there is none). */
interface Restored {
  /** Asked for anew for each try. */
  readonly bytes: () => Uint8Array | ByteSource;
  readonly size: number;
  /** SHA-256 in hex, where it is known. */
  readonly hash: string | null;
  readonly base: string | null;
  /** What the version carried besides, where that is known. A file that is there keeps its own. */
  readonly attributes: Attributes | null;
}

/** Writes bytes of a version to its file. Rejects `CONFLICT` where something else is there than `base`. */
export async function restoreBytes(
  backend: StorageBackend,
  key: string,
  { bytes, size, hash, base, attributes }: Restored,
): Promise<Saved> {
  try {
    const written =
      base === null
        ? await writeCarried(backend, key, { bytes, attributes }, { size })
        : await backend.writeBytes(key, bytes(), { ifVersion: base, size });
    return { ...written, size, identical: false };
  } catch (error) {
    if (!isStoreError(error, 'CONFLICT') || hash === null) throw error;
    // A look that fails says nothing of what was written.
    const there = await isThere(backend, key, { size, hash }).catch(() => null);
    if (there === null) throw error;
    return { ...there, size, identical: true };
  }
}

/** The version of a file that has these bytes; null where it has others, or is not there. */
async function isThere(
  backend: StorageBackend,
  key: string,
  { size, hash }: { size: number; hash: string },
): Promise<Pick<Saved, 'version' | 'modifiedAt'> | null> {
  const facts = await backend.stat(key);
  const same = facts?.size === size ? await holds(backend, key, hash, {}) : null;
  return facts && same && { version: same.version, modifiedAt: facts.modifiedAt };
}
