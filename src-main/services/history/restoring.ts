import { isStoreError } from '#shared/errors.ts';
import type { Saved } from '#shared/model/document.ts';
import type { ByteSource, StorageBackend } from '#storage/backend.ts';
import { holds } from '../content/holds.ts';

/** Bytes that are to be there again, where the file still has version `base` (null: where there is none). */
interface Restored {
  readonly bytes: Uint8Array | ByteSource;
  readonly size: number;
  /** SHA-256 in hex, where it is known. */
  readonly hash: string | null;
  readonly base: string | null;
}

/** Writes bytes of a version to its file. Rejects `CONFLICT` where something else is there than `base`. */
export async function restoreBytes(
  backend: StorageBackend,
  key: string,
  { bytes, size, hash, base }: Restored,
): Promise<Saved> {
  const condition = base === null ? { ifAbsent: true as const } : { ifVersion: base };
  try {
    return { ...(await backend.writeBytes(key, bytes, condition)), size, identical: false };
  } catch (error) {
    if (!isStoreError(error, 'CONFLICT') || hash === null) throw error;
    const facts = await backend.stat(key);
    const same = facts?.size === size ? await holds(backend, key, hash, {}) : null;
    if (!facts || !same) throw error;
    return { version: same.version, modifiedAt: facts.modifiedAt, size, identical: true };
  }
}
