import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { contentPath } from './content-files.ts';
import { piecesPerContent } from './contents.ts';
import type { Journal } from './journal.ts';
import { isDamagedName } from './opening.ts';

/** In milliseconds: a file that no row knows may be on its way into the database for so long. */
const unclaimed = 86_400_000;

/** Everything that refers to a content, by its id. Who adds a table that does adds it here. */
export const references = [
  'SELECT content FROM versions WHERE content IS NOT NULL',
  'SELECT base FROM drafts',
  'SELECT content FROM deleted_files',
  'SELECT saving FROM drafts WHERE saving IS NOT NULL',
].join(' UNION ALL ');

/** At most so many contents are removed, and pages given back, at once, so that nobody waits long for the database. */
const atOnce = { contents: 500, pages: 4096 };

/** Removes some of the contents that no table refers to. True where there are more. */
export function sweepContents(journal: Journal, { now }: { now: number }): boolean {
  const rows = journal
    .sql(`SELECT id, hash FROM contents WHERE claim_until < ? AND id NOT IN (${references}) LIMIT ?`)
    .all(now, atOnce.contents);
  for (const { id, hash } of rows) {
    removeContent(journal, Number(id), Buffer.from(hash as Uint8Array).toString('hex'));
  }
  if (rows.length === atOnce.contents) return true;
  if (giveBackPages(journal)) return true;
  removeStrays(journal, now);
  return false;
}

/** Makes the database's file smaller. True where it can be made still smaller. */
function giveBackPages({ db }: Journal): boolean {
  const free = () => Number(db.prepare('PRAGMA freelist_count').get()?.freelist_count);
  const before = free();
  if (before > 0) db.exec(`PRAGMA incremental_vacuum(${atOnce.pages})`);
  const left = free();
  return left > 0 && left < before;
}

/**
 * Removes those of the contents that were let go just now to which nothing refers. In a transaction of its own, since
 * files do not come back when one is undone.
 */
export function removeUnused(journal: Journal, { now }: { now: number }): void {
  const ids = [...journal.unused];
  journal.unused.clear();
  for (const id of ids) {
    const row = journal
      .sql(
        `SELECT hash FROM contents WHERE id = ? AND claim_until < ?
         AND NOT EXISTS (SELECT 1 FROM (${references}) WHERE content = contents.id)`,
      )
      .get(id, now);
    if (row) removeContent(journal, id, Buffer.from(row.hash as Uint8Array).toString('hex'));
  }
}

function removeContent(journal: Journal, id: number, hash: string): void {
  const first = id * piecesPerContent;
  journal.sql('DELETE FROM pieces WHERE id >= ? AND id < ?').run(first, first + piecesPerContent);
  journal.sql('DELETE FROM contents WHERE id = ?').run(id);
  rmSync(contentPath(journal.folder, hash), { force: true });
}

/** Files of no row: what a crash left half-written. Those of a damaged database stay for as long as that lies there. */
function removeStrays(journal: Journal, now: number): void {
  const mayBeNeeded = hasDamaged(journal);
  const isKnown = journal.sql('SELECT 1 FROM contents WHERE hash = ?');
  for (const name of names(journal.folder)) {
    const path = join(journal.folder, name);
    if (name.startsWith('incoming-')) removeOld(path, now);
    else if (!mayBeNeeded) {
      for (const file of names(path)) {
        const hash = file.replace(/\.zst$/, '');
        if (!isKnown.get(Buffer.from(hash, 'hex'))) removeOld(join(path, file), now);
      }
    }
  }
}

/** Whether a damaged database lies beside this one, from which a tool may still read what its contents are of. */
function hasDamaged({ db }: Journal): boolean {
  const path = db.location();
  return path !== null && names(dirname(path)).some((name) => isDamagedName(name, basename(path)));
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
