import { hash as digest } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { StoreError } from '#shared/errors.ts';
import { adoptFile, contentPath, hasContentFile, writeContent } from './content-files.ts';
import type { Journal } from './journal.ts';

/** Bytes to keep, or bytes that were kept or measured before. */
export type What = { readonly bytes: Uint8Array } | { readonly hash: string; readonly size: number };

/** What is known of some bytes: their SHA-256 in hex, and their length. */
export interface Content {
  readonly hash: string;
  readonly size: number;
}

/** Where contents are. */
export const places = { nowhere: 0, pieces: 1, file: 2 } as const;

/** Compressed bytes up to this many lie in the database, larger ones in files. */
const packedLimit = 256 * 1024;
/** Small enough to fill pages of 4 KB with little left over. */
const pieceBytes = 500;
/** Room for the pieces of one content in their ids. */
export const piecesPerContent = 1024;

/** In milliseconds: how long content may lie there before a table refers to it. */
const claimTime = 86_400_000;

interface ContentRow {
  readonly id: number;
  readonly size: number;
  readonly place: number;
}

/** Keeps bytes, each once, and answers the id of their row. */
export function keepContent(journal: Journal, what: What): { id: number; hash: string } {
  if (!('bytes' in what)) return { id: knownContent(journal, what).id, hash: what.hash };
  const hash = digest('sha256', what.bytes, 'hex');
  const known = knownContent(journal, { hash, size: what.bytes.length });
  if (!isThere(journal, known, hash)) store(journal, known.id, hash, zstdCompressSync(what.bytes));
  return { id: known.id, hash };
}

/** Keeps bytes that nothing refers to yet; for a day they are safe from being cleared away. */
export function putContent(journal: Journal, { bytes, now }: { bytes: Uint8Array; now: number }): Content {
  const { id, hash } = keepContent(journal, { bytes });
  claim(journal, id, now);
  return { hash, size: bytes.length };
}

/** Takes in a file of compressed bytes, whole and synced, as what holds this content; else as `putContent`. */
export function adoptContent(
  journal: Journal,
  { temporary, content, now }: { temporary: string; content: Content; now: number },
): void {
  const known = knownContent(journal, content);
  if (isThere(journal, known, content.hash)) rmSync(temporary, { force: true });
  else {
    const stored = statSync(temporary).size;
    adoptFile(journal.folder, content.hash, temporary);
    setPlace(journal, known.id, places.file, stored);
  }
  claim(journal, known.id, now);
}

/** Takes in a content that a former version of the app has kept, in a file of its own. */
export function takeInFile(journal: Journal, content: Content): void {
  const known = knownContent(journal, content);
  if (known.place !== places.nowhere || !hasContentFile(journal.folder, content.hash)) return;
  setPlace(journal, known.id, places.file, statSync(contentPath(journal.folder, content.hash)).size);
}

/** Kept bytes, or the file that holds them compressed; null where they are not kept. Throws where they are spoilt. */
export function contentOf(
  journal: Journal,
  { hash }: { hash: string },
): { bytes: Uint8Array } | { file: string } | null {
  const row = find(journal, hash);
  if (row?.place === places.pieces) {
    const first = row.id * piecesPerContent;
    const pieces = journal
      .sql('SELECT bytes FROM pieces WHERE id >= ? AND id < ? ORDER BY id')
      .all(first, first + piecesPerContent);
    return { bytes: unpack(Buffer.concat(pieces.map(({ bytes }) => bytes as Uint8Array)), hash) };
  }
  // Files of former versions of the app have no row.
  return hasContentFile(journal.folder, hash) ? { file: contentPath(journal.folder, hash) } : null;
}

/** Kept bytes by the id of their row; empty where they are kept no longer. Throws where they are spoilt. */
export function bytesOfContent(journal: Journal, id: number): Uint8Array {
  const row = journal.sql('SELECT hash FROM contents WHERE id = ?').get(id);
  const hash = row?.hash instanceof Uint8Array ? Buffer.from(row.hash).toString('hex') : '';
  const there = contentOf(journal, { hash });
  if (!there) return new Uint8Array();
  return 'bytes' in there ? there.bytes : unpack(readFileSync(there.file), hash);
}

/** The bytes of this SHA-256 (in hex) from what they were compressed to. Throws where that is spoilt. */
function unpack(packed: Uint8Array, hash: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = zstdDecompressSync(packed);
  } catch (error) {
    throw spoilt(hash, error);
  }
  if (digest('sha256', bytes, 'hex') !== hash) throw spoilt(hash);
  return bytes;
}

/** What to say where kept bytes are not those that were kept. */
export function spoilt(hash: string, cause?: unknown): StoreError {
  const message =
    'The copy of this text in the app’s home folder is damaged: the disk gives back other bytes than were kept.';
  return new StoreError('INTERNAL', message, { where: hash }, { cause });
}

/** A version's token as a row has it: one that says the same as the hash is not written twice. */
export function tokenOf(content: { hash: string } | null, version: string | null): string | null {
  return content && version === `sha256-${content.hash}` ? '=' : version;
}

/** The row of a content; null where it is not known. */
export function contentId(journal: Journal, hash: string): number | null {
  return find(journal, hash)?.id ?? null;
}

/** The row of a content, which may be kept nowhere. */
function knownContent(journal: Journal, { hash, size }: Content): ContentRow {
  const known = find(journal, hash);
  if (known) return known;
  const { lastInsertRowid } = journal
    .sql('INSERT INTO contents (hash, size, stored, place, claim_until) VALUES (?, ?, 0, ?, 0)')
    .run(Buffer.from(hash, 'hex'), size, places.nowhere);
  return { id: Number(lastInsertRowid), size, place: places.nowhere };
}

function find(journal: Journal, hash: string): ContentRow | undefined {
  const row = journal
    .sql('SELECT id, size, place FROM contents WHERE hash = ?')
    .get(Buffer.from(hash, 'hex'));
  return row as ContentRow | undefined;
}

function isThere(journal: Journal, { place }: ContentRow, hash: string): boolean {
  return place === places.pieces || (place === places.file && hasContentFile(journal.folder, hash));
}

function store(journal: Journal, id: number, hash: string, packed: Uint8Array): void {
  if (packed.length > packedLimit) {
    writeContent(journal.folder, hash, packed);
    setPlace(journal, id, places.file, packed.length);
    return;
  }
  const insert = journal.sql('INSERT INTO pieces (id, bytes) VALUES (?, ?)');
  for (let n = 0; n * pieceBytes < packed.length; n++) {
    insert.run(id * piecesPerContent + n, packed.subarray(n * pieceBytes, (n + 1) * pieceBytes));
  }
  setPlace(journal, id, places.pieces, packed.length);
}

function setPlace(journal: Journal, id: number, place: number, stored: number): void {
  journal.sql('UPDATE contents SET place = ?, stored = ? WHERE id = ?').run(place, stored, id);
  journal.addKept(stored);
}

function claim(journal: Journal, id: number, now: number): void {
  journal.sql('UPDATE contents SET claim_until = ? WHERE id = ?').run(now + claimTime, id);
}
