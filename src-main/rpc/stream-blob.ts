import { AsyncLocalStorage } from 'node:async_hooks';
import type { ReadableBackend, ReadResult } from '#storage/backend.ts';
import { type ByteRange, type RangeRequest, resolveRange } from './byte-range.ts';

/** So many bytes are read at first, so that what looks at a part of a file is answered soon; and then at a time. */
const pieceBytes = 1024 * 1024;
const laterBytes = 8 * 1024 * 1024;

interface BlobOptions {
  /** Refuses any other version with `CONFLICT`. */
  ifVersion: string | undefined;
  signal: AbortSignal;
}

/** A stored file whose first bytes were read. */
export interface OpenedBlob {
  readonly facts: Pick<ReadResult, 'size' | 'version' | 'modifiedAt'>;
  /** What was asked for, within the file; null where the file has none of it. */
  readonly range: ByteRange | null;
  /** The bytes of the range. */
  body(): ReadableStream<Uint8Array>;
}

/**
 * Opens a range of a file by reading its first piece, so that what is wrong becomes an answer and not a broken
 * body. But for the last bytes of a file, whose place depends on its size, that is the only request made.
 */
export async function openBlob(
  backend: ReadableBackend,
  key: string,
  request: RangeRequest,
  options: BlobOptions,
): Promise<OpenedBlob> {
  const { signal } = options;
  const { start, end } = await firstPiece(backend, key, request, signal);
  const first = await backend.readBytes(key, { ...options, range: { start, end } });
  const range = resolveRange(request, first.size);
  // A file that grew since its size was asked: its last bytes lie elsewhere now.
  if (request.kind === 'last' && range !== null && range.start !== start)
    return openBlob(backend, key, request, options);
  const body = () => streamRest(backend, key, first, range ?? { start: 0, end: -1 }, signal);
  return { facts: first, range, body };
}

async function firstPiece(
  backend: ReadableBackend,
  key: string,
  request: RangeRequest,
  signal: AbortSignal,
): Promise<ByteRange> {
  if (request.kind === 'from') {
    const full = request.start + pieceBytes - 1;
    return { start: request.start, end: Math.min(request.end ?? full, full) };
  }
  const size = request.kind === 'last' ? ((await backend.stat(key, { signal }))?.size ?? 0) : 0;
  const start = resolveRange(request, size)?.start ?? 0;
  return { start, end: start + pieceBytes - 1 };
}

/**
 * The bytes of a range as a lazy stream: a piece is read when the reader asks for it, so that neither memory
 * nor handles are held for a response that nobody reads. All of it is of the version of the first piece.
 */
function streamRest(
  backend: ReadableBackend,
  key: string,
  opened: ReadResult,
  { start, end }: ByteRange,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  let first: Uint8Array | null = opened.bytes.subarray(0, end - start + 1);
  let next = start;
  // A part of what is done here, whoever asks for the next piece.
  const read = AsyncLocalStorage.bind(async () => {
    const range = { start: next, end: Math.min(end, next + laterBytes - 1) };
    return (await backend.readBytes(key, { range, ifVersion: opened.version, signal })).bytes;
  });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = first ?? (await read());
        first = null;
        next += bytes.length;
        if (bytes.length > 0) controller.enqueue(bytes);
        if (next > end) controller.close();
        else if (bytes.length === 0)
          controller.error(new Error('The file became shorter while it was read.'));
      },
    },
    { highWaterMark: 0 },
  );
}
