import { keepContent, type What } from './contents.ts';
import type { Journal } from './journal.ts';
import { renumberLedger } from './ledger/ledgers.ts';

const columns = 'file, reason, at, noted, content, version, pending';

/** A text that was in a file before the row with id `before`. */
interface Earlier {
  readonly file: number;
  readonly what: What;
  readonly at: number;
  readonly now: number;
  readonly before: number;
}

/** The newest change that was made here to a file, or is about to be. */
export function newestChange(journal: Journal, file: number): number {
  const row = journal
    .sql("SELECT max(id) AS id FROM versions WHERE file = ? AND reason NOT IN ('found', 'gone', 'draft')")
    .get(file);
  return Number(row?.id ?? Number.MAX_SAFE_INTEGER);
}

/** Keeps a text that comes too late for its place, unless it is known; all that came after it gets new ids. */
export function keepEarlier(journal: Journal, { file, what, at, now, before }: Earlier): void {
  const content = keepContent(journal, what).id;
  if (journal.sql('SELECT 1 FROM versions WHERE file = ? AND content = ?').get(file, content)) return;
  const later = journal
    .sql('SELECT id FROM versions WHERE file = ? AND id >= ? ORDER BY id')
    .all(file, before);
  const { lastInsertRowid: since } = journal
    .sql("INSERT INTO versions (file, reason, at, noted, content) VALUES (?, 'found', ?, ?, ?)")
    .run(file, Math.round(at), now, content);
  const moved = new Map<number, number>();
  for (const { id } of later) {
    const { lastInsertRowid } = journal
      .sql(`INSERT INTO versions (${columns}) SELECT ${columns} FROM versions WHERE id = ?`)
      .run(Number(id));
    journal.sql('DELETE FROM versions WHERE id = ?').run(Number(id));
    moved.set(Number(id), Number(lastInsertRowid));
  }
  renumberLedger(journal, file, { since: Number(since), moved });
}
