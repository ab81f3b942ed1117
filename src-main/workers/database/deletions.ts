import type { Deleted } from '#shared/model/app.ts';
import { type Content, keepContent, takeInFile } from './contents.ts';
import type { Journal } from './journal.ts';

/** A file as it was when it was deleted. Its content is kept for as long as this is. */
export interface DeletedFile extends Content {
  readonly key: string;
  /** What the store kept of it besides its bytes, as JSON for options of a write. */
  readonly carried: string;
}

/** A deletion that can be undone. `store` is as the tables know it. */
export interface Deletion {
  readonly id: string;
  readonly store: string;
  readonly what: string;
  readonly at: number;
  readonly files: readonly DeletedFile[];
}

/** Notes a deletion before it begins. One that is noted already stays as it is. */
export function addDeletion(journal: Journal, { id, store, what, at, files }: Deletion): void {
  const added = journal
    .sql('INSERT OR IGNORE INTO deletions (id, store, what, at) VALUES (?, ?, ?, ?)')
    .run(id, store, what, at);
  if (added.changes > 0) for (const file of files) putDeletedFile(journal, { id, file });
}

/** The same, of a former version of the app, which kept all contents in files. */
export function takeInDeletion(journal: Journal, deletion: Deletion): void {
  for (const file of deletion.files) takeInFile(journal, file);
  addDeletion(journal, deletion);
}

/** Notes a file of a deletion, in place of what was noted of it before. */
export function putDeletedFile(journal: Journal, { id, file }: { id: string; file: DeletedFile }): void {
  const content = keepContent(journal, { hash: file.hash, size: file.size }).id;
  journal
    .sql('INSERT OR REPLACE INTO deleted_files (deletion, key, content, carried) VALUES (?, ?, ?, ?)')
    .run(id, file.key, content, file.carried);
}

/** What can be brought back in a store, newest first. */
export function deletionsOf(journal: Journal, { store }: { store: string }): Deleted[] {
  const rows = journal
    .sql(
      `SELECT deletions.*, count(*) AS files, total(contents.size) AS bytes FROM deletions
       JOIN deleted_files ON deleted_files.deletion = deletions.id
       JOIN contents ON contents.id = deleted_files.content
       WHERE deletions.store = ? GROUP BY deletions.id ORDER BY deletions.at DESC`,
    )
    .all(store);
  return rows.map(({ id, what, files, bytes, at }) => ({
    id: String(id),
    store,
    what: String(what),
    files: Number(files),
    bytes: Number(bytes),
    at: Number(at),
  }));
}

/** A deletion with its files in the order of their keys; null where it was undone or is kept no longer. */
export function deletionById(journal: Journal, { id }: { id: string }): Deletion | null {
  const row = journal.sql('SELECT * FROM deletions WHERE id = ?').get(id);
  if (!row) return null;
  const files = journal
    .sql(
      `SELECT key, carried, hash, size FROM deleted_files JOIN contents ON contents.id = content
       WHERE deletion = ? ORDER BY key`,
    )
    .all(id);
  return {
    id,
    store: String(row.store),
    what: String(row.what),
    at: Number(row.at),
    files: files.map(({ key, carried, hash, size }) => ({
      key: String(key),
      carried: String(carried),
      hash: Buffer.from(hash as Uint8Array).toString('hex'),
      size: Number(size),
    })),
  };
}

/** Forgets files of a deletion that are back, and the deletion with the last of them. */
export function undoneFiles(journal: Journal, { id, keys }: { id: string; keys: readonly string[] }): void {
  for (const key of keys) {
    journal.sql('DELETE FROM deleted_files WHERE deletion = ? AND key = ?').run(id, key);
  }
  journal
    .sql(
      'DELETE FROM deletions WHERE id = ? AND NOT EXISTS (SELECT 1 FROM deleted_files WHERE deletion = deletions.id)',
    )
    .run(id);
}

/** Forgets deletions from before a time. */
export function pruneDeletions(journal: Journal, { before }: { before: number }): void {
  journal
    .sql('DELETE FROM deleted_files WHERE deletion IN (SELECT id FROM deletions WHERE at < ?)')
    .run(before);
  journal.sql('DELETE FROM deletions WHERE at < ?').run(before);
}

/** Forgets all deletions of a store, which is gone for good. */
export function forgetDeletions(journal: Journal, { store }: { store: string }): void {
  journal
    .sql('DELETE FROM deleted_files WHERE deletion IN (SELECT id FROM deletions WHERE store = ?)')
    .run(store);
  journal.sql('DELETE FROM deletions WHERE store = ?').run(store);
}
