import { createHash } from 'node:crypto';
import type { CallOptions, ReadableBackend } from '#storage/backend.ts';
import { readInPieces } from './read-pieces.ts';

/** Whether a file has exactly the bytes of this SHA-256 (in hex), and in which version. Rejects `NOT_FOUND`. */
export async function holds(
  backend: ReadableBackend,
  key: string,
  hash: string,
  options: CallOptions,
): Promise<{ version: string } | null> {
  const there = createHash('sha256');
  const source = readInPieces(backend, key, options);
  for await (const piece of source.pieces) there.update(piece);
  return there.digest('hex') === hash ? { version: source.version() } : null;
}
