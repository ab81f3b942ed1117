import type { CallOptions, ReadableBackend } from '#storage/backend.ts';

/** What is asked for at once of a file or a version, in bytes. */
export const pieceBytes = 4 * 1024 * 1024;

/** What was read, once the pieces are through. */
export interface ReadPieces {
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Version that all pieces belong to; known after the first piece. */
  version(): string;
  contentType(): string | null;
  /** In milliseconds since the epoch. */
  modifiedAt(): number;
}

/** A file's bytes in pieces, all of one version; rejects `CONFLICT` where it changes in between. */
export function readInPieces(backend: ReadableBackend, key: string, options: CallOptions): ReadPieces {
  let version = '';
  let contentType: string | null = null;
  let modifiedAt = 0;
  async function* pieces() {
    let start = 0;
    for (;;) {
      const range = { start, end: start + pieceBytes - 1 };
      const ifVersion = version === '' ? undefined : version;
      const piece = await backend.readBytes(key, { ...options, range, ifVersion });
      version = piece.version;
      contentType = piece.contentType;
      modifiedAt = piece.modifiedAt;
      start += piece.bytes.length;
      if (piece.bytes.length > 0) yield piece.bytes;
      if (start >= piece.size || piece.bytes.length === 0) return;
    }
  }
  return {
    pieces: pieces(),
    version: () => version,
    contentType: () => contentType,
    modifiedAt: () => modifiedAt,
  };
}
