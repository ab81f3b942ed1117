import type { StorageBackend } from '#storage/backend.ts';
import type { ByteRange } from './byte-range.ts';

const pieceBytes = 1024 * 1024;

/**
 * Bytes of a stored file as a lazy stream: a piece is read when the reader asks for it, so that neither memory
 * nor handles are held for a response that nobody reads. The first piece is read at once, so that what is
 * wrong becomes an answer and not a broken body; the rest must be of the same version.
 */
export async function streamBlob(
  backend: StorageBackend,
  key: string,
  options: ByteRange & { ifVersion: string | undefined; signal: AbortSignal },
): Promise<ReadableStream<Uint8Array>> {
  const { end, signal } = options;
  let next = options.start;
  let version = options.ifVersion;
  const read = async () => {
    const range = { start: next, end: Math.min(end, next + pieceBytes - 1) };
    const piece = await backend.readBytes(key, { range, ifVersion: version, signal });
    version = piece.version;
    next += piece.bytes.length;
    return piece.bytes;
  };
  let first: Uint8Array | null = await read();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = first ?? (await read());
        first = null;
        if (bytes.length > 0) controller.enqueue(bytes);
        if (next > end) controller.close();
        else if (bytes.length === 0)
          controller.error(new Error('The file became shorter while it was read.'));
      },
    },
    { highWaterMark: 0 },
  );
}
