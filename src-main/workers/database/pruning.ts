import type { Journal } from './journal.ts';
import { references } from './sweeping.ts';

/** Bytes that a version takes beside its content. */
const rowBytes = 150;

/** Versions that stay whatever their age: what edits need that are not dealt with, and what drafts are based on. */
const needed = `
  SELECT id FROM edits WHERE settled = 0 AND fate <> 'edited'
  UNION ALL SELECT base FROM edits WHERE settled = 0 AND fate <> 'edited' AND base IS NOT NULL
  UNION ALL SELECT theirs FROM edits WHERE settled = 0 AND fate <> 'edited' AND theirs IS NOT NULL
  UNION ALL SELECT ground FROM ledgers WHERE ground IS NOT NULL
  UNION ALL SELECT id FROM versions WHERE content IN (SELECT base FROM drafts)`;

/** True of versions that may go: never of the newest state of a file. */
const mayGo = `
  versions.pending = 0 AND versions.id NOT IN (${needed}) AND (versions.reason = 'draft' OR EXISTS (
    SELECT 1 FROM versions AS later WHERE later.file = versions.file AND later.id > versions.id
      AND later.pending = 0 AND later.reason <> 'draft'))`;

/**
 * Ids of versions that are to go, the oldest first: those noted before `oldest`, and then as many as it takes until
 * the history has no more than `bytes`.
 */
export function prunableVersions(
  journal: Journal,
  { oldest, bytes }: { oldest: number; bytes: number },
): Float64Array {
  const isOld = journal.sql('SELECT 1 FROM versions WHERE noted < ? LIMIT 1').get(oldest);
  if (!isOld && roomOf(journal, 'SELECT id FROM contents') <= bytes) return new Float64Array();
  // What nothing refers to takes room until it is swept, and no version has to go for it.
  let total = roomOf(journal, references);
  const uses = usesOfContents(journal);
  const rows = journal
    .sql(
      `SELECT versions.id, versions.noted, versions.content, contents.stored FROM versions
       LEFT JOIN contents ON contents.id = versions.content WHERE ${mayGo} ORDER BY versions.id`,
    )
    .iterate();
  const ids: number[] = [];
  for (const { id, noted, content, stored } of rows) {
    if (Number(noted) >= oldest && total <= bytes) continue;
    ids.push(Number(id));
    const left = (uses.get(Number(content)) ?? 0) - 1;
    uses.set(Number(content), left);
    total -= rowBytes + (left === 0 ? Number(stored) : 0);
  }
  return Float64Array.from(ids);
}

/** Bytes of all versions and of these contents. */
function roomOf(journal: Journal, contents: string): number {
  const versions = journal.sql('SELECT count(*) AS n FROM versions').get()?.n;
  const stored = journal.sql(`SELECT total(stored) AS n FROM contents WHERE id IN (${contents})`).get()?.n;
  return Number(stored) + rowBytes * Number(versions);
}

/** How often each content is referred to. */
function usesOfContents(journal: Journal): Map<number, number> {
  const rows = journal.sql(`SELECT content, count(*) AS n FROM (${references}) GROUP BY content`).all();
  return new Map(rows.map(({ content, n }) => [Number(content), Number(n)]));
}

/** Removes versions, but for those that must stay by now. Their contents go when they are swept. */
export function removeVersions(journal: Journal, { ids }: { ids: Float64Array }): void {
  const list = JSON.stringify([...ids]);
  journal.sql(`DELETE FROM versions WHERE id IN (SELECT value FROM json_each(?)) AND ${mayGo}`).run(list);
  journal
    .sql(
      `DELETE FROM edits WHERE store IN (SELECT id FROM ledger_stores)
       AND id IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT id FROM versions)`,
    )
    .run(list);
}

/** Forgets stores in memory of processes that ended without doing so: those of which nothing was noted since. */
export function forgetEnded(journal: Journal, { before }: { before: number }): void {
  const ended = `SELECT files.id FROM files WHERE store LIKE 'memory-%' AND NOT EXISTS (
    SELECT 1 FROM versions JOIN files AS others ON others.id = versions.file
    WHERE others.store = files.store AND versions.noted >= ?)`;
  journal.sql(`DELETE FROM versions WHERE file IN (${ended})`).run(before);
  journal
    .sql(`DELETE FROM files WHERE store LIKE 'memory-%' AND id NOT IN (SELECT file FROM versions)`)
    .run();
  // Rows of files that come later can have the same ids.
  for (const table of ['ledgers', 'edits'])
    journal.db.exec(`DELETE FROM ${table} WHERE file NOT IN (SELECT id FROM files)`);
}
