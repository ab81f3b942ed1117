import type { Reason, Timeline, Version } from '#shared/model/history.ts';
import { places } from './contents.ts';
import type { Journal } from './journal.ts';

/** A file of a store, as the tables know it. */
export interface FileName {
  readonly store: string;
  readonly key: string;
}

/** Columns that `toVersion` reads, with the tables that they are in. */
export const versionColumns = `versions.id, versions.reason, versions.at, versions.version, versions.content,
  contents.hash, contents.size, contents.place`;
export const versionTables = 'versions LEFT JOIN contents ON contents.id = versions.content';

/** A page of the versions that are known here, newest first, from before the one with id `before`. */
export function timelineOf(
  journal: Journal,
  { store, key, before, limit }: FileName & { before: string | null; limit: number },
): Omit<Timeline, 'problem'> {
  const file = fileId(journal, { store, key });
  if (file === null) return { versions: [], cursor: null, total: 0 };
  const rows = journal
    .sql(
      `SELECT ${versionColumns} FROM ${versionTables}
       WHERE versions.file = ? AND versions.pending = 0 AND versions.id < ? ORDER BY versions.id DESC LIMIT ?`,
    )
    .all(file, before === null ? Number.MAX_SAFE_INTEGER : Number(before), limit + 1);
  const total = journal
    .sql('SELECT count(*) AS total FROM versions WHERE file = ? AND pending = 0')
    .get(file)?.total;
  const versions = rows.slice(0, limit).map(toVersion);
  const cursor = rows.length > limit ? (versions.at(-1)?.id ?? null) : null;
  return { versions, cursor, total: Number(total) };
}

/** One version of a file; null where it is not known any more. */
export function versionById(journal: Journal, { store, key, id }: FileName & { id: string }): Version | null {
  const row = journal
    .sql(
      `SELECT ${versionColumns} FROM ${versionTables} JOIN files ON files.id = versions.file
       WHERE versions.id = ? AND files.store = ? AND files.key = ? AND versions.pending = 0`,
    )
    .get(Number(id), store, key);
  return row ? toVersion(row) : null;
}

/** How many versions there are, and the bytes of the database and of the contents beside it. */
export function historyUsage(journal: Journal, _: Record<never, never>): { versions: number; bytes: number } {
  const { db } = journal;
  const versions = db.prepare('SELECT count(*) AS n FROM versions WHERE pending = 0').get()?.n;
  const files = journal.sql('SELECT total(stored) AS n FROM contents WHERE place = ?').get(places.file)?.n;
  const pages = db
    .prepare('SELECT * FROM pragma_page_count(), pragma_page_size(), pragma_freelist_count()')
    .get();
  const used = Number(pages?.page_count) - Number(pages?.freelist_count);
  return { versions: Number(versions), bytes: used * Number(pages?.page_size) + Number(files) };
}

/** The row of a file; null where nothing is known of it. */
export function fileId(journal: Journal, { store, key }: FileName): number | null {
  const row = journal.sql('SELECT id FROM files WHERE store = ? AND key = ?').get(store, key);
  return row ? Number(row.id) : null;
}

/** A row of `versionColumns` as the contract has it. */
export function toVersion(row: Record<string, unknown>): Version {
  const hash = row.hash instanceof Uint8Array ? Buffer.from(row.hash).toString('hex') : null;
  return {
    id: String(row.id),
    reason: row.reason as Reason,
    at: Number(row.at),
    size: row.size === null ? null : Number(row.size),
    hash,
    version: row.version === '=' ? `sha256-${hash}` : (row.version as string | null),
    kept: row.place === places.pieces || row.place === places.file ? 'home' : 'no',
  };
}
