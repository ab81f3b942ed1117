import type { Edit, Fate, Reason } from '#shared/model/history.ts';
import type { Journal } from '../journal.ts';

const columns = `edits.*, versions.reason, versions.at, files.key FROM edits
  JOIN versions ON versions.id = edits.id JOIN files ON files.id = edits.file
  JOIN ledger_stores ON ledger_stores.id = edits.store`;
/** Those of which the person may still want to hear. */
const open = "settled = 0 AND fate <> 'edited'";

/** Edits of a store, newest first, from before the one with id `before`. */
export function editsOfStore(
  journal: Journal,
  { store, before, limit }: { store: string; before: string | null; limit: number },
): { edits: Edit[]; cursor: string | null } {
  const rows = journal
    .sql(
      `SELECT ${columns} WHERE edits.store = (SELECT id FROM ledger_stores WHERE name = ?) AND edits.id < ?
       ORDER BY edits.id DESC LIMIT ?`,
    )
    .all(store, before === null ? Number.MAX_SAFE_INTEGER : Number(before), limit + 1);
  const edits = rows.slice(0, limit).map(toEdit);
  return { edits, cursor: rows.length > limit ? (edits.at(-1)?.id ?? null) : null };
}

/** The newest edit of each file of a store that somebody else has written over, where it is not settled. */
export function replacedEdits(journal: Journal, { store }: { store: string }): Edit[] {
  return journal
    .sql(
      `SELECT ${columns} WHERE edits.store = (SELECT id FROM ledger_stores WHERE name = ?)
       AND ${open} AND fate IN ('replaced', 'reverted') ORDER BY edits.id DESC`,
    )
    .all(store)
    .map(toEdit);
}

/** A file that holds an edit, or has held it, as it was when it was last seen. */
export interface EditedFile {
  readonly key: string;
  /** Null where it was not there, or its token is not known. */
  readonly version: string | null;
  /** In bytes; null where it was not there. */
  readonly size: number | null;
  /** When it was written, by the store's clock, in ms. */
  readonly at: number;
}

/** Files of a store whose newest edit may still be written over, those edited last first. */
export function editedFiles(
  journal: Journal,
  { store, limit }: { store: string; limit: number },
): EditedFile[] {
  return journal
    .sql(
      `SELECT files.key, newest.version, newest.at, contents.hash, contents.size FROM edits
       JOIN ledgers ON ledgers.file = edits.file AND ledgers.dropped = 0
       JOIN files ON files.id = edits.file
       JOIN versions AS newest ON newest.id = ledgers.upto
       LEFT JOIN contents ON contents.id = newest.content
       WHERE edits.store = (SELECT id FROM ledger_stores WHERE name = ?) AND ${open}
       ORDER BY edits.id DESC LIMIT ?`,
    )
    .all(store, limit)
    .map(({ key, version, at, hash, size }) => ({
      key: String(key),
      version:
        version === '='
          ? `sha256-${Buffer.from(hash as Uint8Array).toString('hex')}`
          : (version as string | null),
      size: size === null ? null : Number(size),
      at: Number(at),
    }));
}

/** A number that grows whenever something becomes of an edit of a store, in whatever process. */
export function editsRevision(journal: Journal, { store }: { store: string }): number {
  return Number(journal.sql('SELECT revision FROM ledger_stores WHERE name = ?').get(store)?.revision ?? 0);
}

function toEdit(row: Record<string, unknown>): Edit {
  const id = (value: unknown) => (value === null ? null : String(value));
  return {
    id: String(row.id),
    key: String(row.key),
    reason: row.reason as Reason,
    at: Number(row.at),
    fate: row.fate as Fate,
    base: id(row.base),
    mine: String(row.id),
    theirs: id(row.theirs),
    theirsAt: row.theirs_at === null ? null : Number(row.theirs_at),
    settled: row.settled === 1,
  };
}
