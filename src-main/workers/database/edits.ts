import type { Edit, Fate, Reason } from '#shared/model/history.ts';
import type { Journal } from './journal.ts';

/** What counts as an edit by a person, as a list for SQL. */
const own = "('save', 'merge', 'restore', 'upload')";
/** Rows that say what a file held. */
const states = "pending = 0 AND reason <> 'draft'";

interface Row {
  readonly id: number;
  readonly file: number;
  readonly key: string;
  readonly reason: Reason;
  readonly at: number;
  readonly content: number | null;
  readonly settled: number;
}

type State = Pick<Row, 'id' | 'reason' | 'at' | 'content'>;

/** Edits of a store, newest first, from before the one with id `before`. */
export function editsOfStore(
  journal: Journal,
  { store, before, limit }: { store: string; before: string | null; limit: number },
): { edits: Edit[]; cursor: string | null } {
  const rows = journal
    .sql(
      `SELECT versions.*, files.key FROM versions JOIN files ON files.id = versions.file
       WHERE files.store = ? AND versions.id < ? AND pending = 0 AND reason IN ${own}
       ORDER BY versions.id DESC LIMIT ?`,
    )
    .all(store, before === null ? Number.MAX_SAFE_INTEGER : Number(before), limit + 1) as unknown as Row[];
  const edits = rows.slice(0, limit).map((row) => describe(journal, row));
  return { edits, cursor: rows.length > limit ? (edits.at(-1)?.id ?? null) : null };
}

/** The newest edit of each file of a store, where somebody else has written over it and it is not settled. */
export function replacedEdits(journal: Journal, { store }: { store: string }): Edit[] {
  const rows = journal
    .sql(
      `SELECT versions.*, files.key FROM versions JOIN files ON files.id = versions.file
       WHERE versions.settled = 0 AND versions.id IN (
         SELECT max(versions.id) FROM versions JOIN files ON files.id = versions.file
         WHERE files.store = ? AND pending = 0 AND reason IN ${own} GROUP BY versions.file)`,
    )
    .all(store) as unknown as Row[];
  return rows.map((row) => describe(journal, row)).filter(({ fate }) => fate === 'replaced');
}

/** Marks an edit as dealt with. */
export function settleEdit(journal: Journal, { store, id }: { store: string; id: string }): void {
  journal
    .sql('UPDATE versions SET settled = 1 WHERE id = ? AND file IN (SELECT id FROM files WHERE store = ?)')
    .run(Number(id), store);
}

function describe(journal: Journal, row: Row): Edit {
  const base = journal
    .sql(
      `SELECT id, reason, at, content FROM versions
       WHERE file = ? AND id < ? AND ${states} AND reason NOT IN ${own} ORDER BY id DESC LIMIT 1`,
    )
    .get(row.file, row.id) as State | undefined;
  const next = journal
    .sql(`SELECT id FROM versions WHERE file = ? AND id > ? AND ${states} AND reason IN ${own} LIMIT 1`)
    .get(row.file, row.id);
  const newest = journal
    .sql(`SELECT id, reason, at, content FROM versions WHERE file = ? AND ${states} ORDER BY id DESC LIMIT 1`)
    .get(row.file) as State | undefined;
  const fate = next ? 'edited' : fateOf(row, base, newest);
  const theirs = fate === 'replaced' || fate === 'reverted' || fate === 'deleted' ? newest : undefined;
  return {
    id: String(row.id),
    key: row.key,
    reason: row.reason,
    at: row.at,
    fate,
    base: base && base.content !== null ? String(base.id) : null,
    mine: String(row.id),
    theirs: theirs ? String(theirs.id) : null,
    theirsAt: theirs?.at ?? null,
    settled: row.settled === 1,
  };
}

function fateOf(mine: State, base: State | undefined, newest: State | undefined): Fate {
  if (!newest || newest.content === mine.content) return 'there';
  if (newest.content === null) return 'deleted';
  return newest.content === base?.content ? 'reverted' : 'replaced';
}
