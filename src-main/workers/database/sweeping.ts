import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contentPath } from './content-files.ts';
import { piecesPerContent } from './contents.ts';
import type { Journal } from './journal.ts';

/** In milliseconds: a file that no row knows may be on its way into the database for so long. */
const unclaimed = 86_400_000;

/** Everything that refers to a content, by its id. Who adds a table that does adds it here. */
export const references = [
  'SELECT content FROM versions WHERE content IS NOT NULL',
  'SELECT base FROM drafts',
  'SELECT content FROM deleted_files',
  'SELECT saving FROM drafts WHERE saving IS NOT NULL',
].join(' UNION ALL ');

/** At most so many contents are removed at once, so that nobody waits long for the database. */
const atOnce = 500;

/** Removes some of the contents that no table refers to. True where there are more. */
export function sweepContents(journal: Journal, { now }: { now: number }): boolean {
  const rows = journal
    .sql(`SELECT id, hash FROM contents WHERE claim_until < ? AND id NOT IN (${references}) LIMIT ?`)
    .all(now, atOnce);
  for (const { id, hash } of rows) {
    removeContent(journal, Number(id), Buffer.from(hash as Uint8Array).toString('hex'));
  }
  if (rows.length === atOnce) return true;
  removeStrays(journal, now);
  journal.db.exec('PRAGMA incremental_vacuum');
  return false;
}

function removeContent(journal: Journal, id: number, hash: string): void {
  const first = id * piecesPerContent;
  journal.sql('DELETE FROM pieces WHERE id >= ? AND id < ?').run(first, first + piecesPerContent);
  journal.sql('DELETE FROM contents WHERE id = ?').run(id);
  rmSync(contentPath(journal.folder, hash), { force: true });
}

/** Files of no row: what a crash left half-written, and contents of a database that was damaged. */
function removeStrays(journal: Journal, now: number): void {
  const isKnown = journal.sql('SELECT 1 FROM contents WHERE hash = ?');
  for (const name of names(journal.folder)) {
    const path = join(journal.folder, name);
    if (name.startsWith('incoming-')) removeOld(path, now);
    else {
      for (const file of names(path)) {
        const hash = file.replace(/\.zst$/, '');
        if (!isKnown.get(Buffer.from(hash, 'hex'))) removeOld(join(path, file), now);
      }
    }
  }
}

function removeOld(path: string, now: number): void {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts && now - facts.mtimeMs > unclaimed) rmSync(path, { force: true });
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
