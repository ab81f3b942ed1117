import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Where compressed bytes of this SHA-256 (in hex) lie that are too large for the database. */
export function contentPath(folder: string, hash: string): string {
  return join(folder, hash.slice(0, 2), `${hash}.zst`);
}

/** Where to write such bytes while they are not whole. */
export function incomingPath(folder: string): string {
  return join(folder, `incoming-${randomUUID()}`);
}

/** Writes compressed bytes, whole or not at all; on disk when this returns. */
export function writeContent(folder: string, hash: string, packed: Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = incomingPath(folder);
  try {
    writeFileSync(temporary, packed, { flag: 'wx', mode: 0o600, flush: true });
    adoptFile(folder, hash, temporary);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Puts a whole and synced file into its place. */
export function adoptFile(folder: string, hash: string, temporary: string): void {
  const path = contentPath(folder, hash);
  const made = mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  renameSync(temporary, path);
  syncFolder(dirname(path));
  if (made) syncFolder(dirname(made));
}

/** Puts the names in a folder on disk. */
function syncFolder(path: string): void {
  // Windows cannot open folders; there the rename is durable enough.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function hasContentFile(folder: string, hash: string): boolean {
  return existsSync(contentPath(folder, hash));
}
