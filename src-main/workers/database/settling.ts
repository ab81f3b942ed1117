import type { Journal } from './journal.ts';
import { followFile } from './ledger/ledgers.ts';

/** In milliseconds: a change younger than this may still be under way, in another process too. */
const underWay = 60_000;

/** A file as it is now. */
interface State {
  readonly file: number;
  readonly content: number | null;
  readonly version: string | null;
  readonly at: number;
  readonly now: number;
}

/**
 * Settles changes of a file of which nobody has said whether they were done, since the app died in between: one
 * whose bytes are there was done. One whose bytes are not there is kept as text that may never have been saved.
 */
export function settlePending(journal: Journal, { file, content, version, at, now }: State): void {
  const rows = journal
    .sql('SELECT id, content, noted, pending FROM versions WHERE file = ? AND pending > 0 ORDER BY id DESC')
    .all(file);
  if (rows.length === 0) return;
  const newest = Number(
    journal.sql('SELECT max(id) AS id FROM versions WHERE file = ? AND pending = 0').get(file)?.id ?? 0,
  );
  const [last] = rows;
  const isDone =
    last !== undefined && last.pending === 1 && last.content === content && Number(last.id) > newest;
  for (const row of rows) {
    const id = Number(row.id);
    if (isDone && row === last) {
      journal
        .sql('UPDATE versions SET pending = 0, version = ?, at = ? WHERE id = ?')
        .run(version, Math.round(at), id);
      followFile(journal, file, id);
    } else if (now - Number(row.noted) > underWay) giveUp(journal, id, row.content !== null);
  }
}

function giveUp(journal: Journal, id: number, hasBytes: boolean): void {
  if (hasBytes) journal.sql("UPDATE versions SET pending = 0, reason = 'draft' WHERE id = ?").run(id);
  else journal.sql('DELETE FROM versions WHERE id = ?').run(id);
}
