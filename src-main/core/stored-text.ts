import { isStoreError, StoreError } from '#shared/errors.ts';
import { decodeUtf8 } from '#shared/format/utf8.ts';
import type { CallOptions, Precondition, StorageBackend } from '#storage/backend.ts';

/** Text of a file and the version that it is of. */
export interface StoredText {
  readonly text: string;
  readonly version: string;
}

/** `null` where there is no such file; everything else that goes wrong is passed on. */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isStoreError(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

/** Bytes of a file; null where there is none. */
export async function readBytesOrNull(
  storage: StorageBackend,
  key: string,
  options: CallOptions = {},
): Promise<Uint8Array | null> {
  const result = await orNull(storage.readBytes(key, options));
  return result?.bytes ?? null;
}

/** Text of a file; null where there is none. Rejects `NOT_TEXT` for what is not UTF-8. */
export function readTextOrNull(
  storage: StorageBackend,
  key: string,
  options: CallOptions = {},
): Promise<string | null> {
  return orNull(storage.read(key, options));
}

/** Text of a file with its version; null where there is none. */
export async function readStoredText(
  storage: StorageBackend,
  key: string,
  options: CallOptions = {},
): Promise<StoredText | null> {
  const result = await orNull(storage.readBytes(key, options));
  if (!result) return null;
  const text = decodeUtf8(result.bytes);
  if (text === null) throw new StoreError('NOT_TEXT', `${key} is not valid UTF-8.`, { where: key });
  return { text, version: result.version };
}

/** The condition under which a file still is what was read; none where the backend cannot check one. */
export function stillAt(storage: StorageBackend, version: string | null): Precondition {
  if (storage.capabilities.conditionalWrite === 'none') return {};
  return version === null ? { ifAbsent: true } : { ifVersion: version };
}

const attempts = 5;

/**
 * Changes the text of a file as a whole: reads it, lets `change` make the new text (null: there is no file),
 * and writes only if nobody wrote meanwhile; otherwise it starts again from what is there then. Rejects
 * `CONFLICT` when others keep getting in between, and when it may have been done before they came.
 */
export async function changeText(
  storage: StorageBackend,
  key: string,
  change: (text: string | null) => string,
  options: CallOptions = {},
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const stored = await readStoredText(storage, key, options);
    const text = change(stored?.text ?? null);
    if (text === stored?.text) return text;
    try {
      await storage.write(key, text, { ...options, ...stillAt(storage, stored?.version ?? null) });
      return text;
    } catch (error) {
      // What may have been done is not done again over what somebody else has made of it.
      const isRefused = isStoreError(error, 'CONFLICT') && !error.data.mayBeDone;
      if (!isRefused || attempt === attempts) throw error;
    }
  }
}
