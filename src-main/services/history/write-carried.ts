import { isStoreError } from '#shared/errors.ts';
import type { Attributes, ByteSource, StorageBackend, WriteOptions, WriteResult } from '#storage/backend.ts';

/** A file that is written where none is. */
interface Carried {
  /** Asked for anew for each try; what is whole can be sent twice. */
  readonly bytes: () => Uint8Array | ByteSource;
  /** What a former one carried. */
  readonly attributes: Attributes | null;
}

/** Writes a file where none is, with what a former one carried; without that where it may not be written. */
export async function writeCarried(
  backend: StorageBackend,
  key: string,
  { bytes, attributes }: Carried,
  options: WriteOptions,
): Promise<WriteResult> {
  const write = (more: WriteOptions) =>
    backend.writeBytes(key, bytes(), {
      ...options,
      ...more,
      ifVersion: undefined,
      ifAbsent: true,
      mayLose: ['tags'],
    });
  try {
    return await write({ attributes: attributes ?? undefined });
  } catch (error) {
    // Some may write, but not all that a file has carried: its bytes are what matters.
    // Where they may be there already, another try would meet them, and take them for somebody else's.
    if (!attributes || !isStoreError(error, 'FORBIDDEN') || error.data.mayBeDone) throw error;
    const { ContentType } = attributes;
    return write(typeof ContentType === 'string' ? { contentType: ContentType } : {});
  }
}
