import type { Journal } from './journal.ts';

/**
 * What the database went through, oldest first. A step that was ever released is never changed: a new table or
 * column is a new step at the end.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    store TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (store, key)
  );
  -- Bytes by their SHA-256. place: 0 known but not kept, 1 in pieces, 2 in a file. stored: compressed size.
  CREATE TABLE contents (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    place INTEGER NOT NULL,
    claim_until INTEGER NOT NULL
  );
  -- Piece n of content c has id c * 1024 + n: small ones fill pages better than whole contents do.
  CREATE TABLE pieces (
    id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
  );
  -- States of files in the order in which they were seen. content null: there was no file. pending: 1 about to be
  -- done, 2 the same with bytes that are not known yet. version '=': the SHA-256 is the token.
  CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    noted INTEGER NOT NULL,
    content INTEGER,
    version TEXT,
    pending INTEGER NOT NULL DEFAULT 0,
    settled INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX versions_of_file ON versions (file, id);
  CREATE INDEX versions_of_content ON versions (content);
  `,
];

/** Brings the database to the newest form; of two processes that do so at once, one does it. */
export function migrate(journal: Journal): void {
  const { db } = journal;
  if (versionOf(journal) >= steps.length) return;
  journal.transaction('write', () => {
    for (const step of steps.slice(versionOf(journal))) db.exec(step);
    db.exec(`PRAGMA user_version = ${Math.max(steps.length, versionOf(journal))}`);
  });
}

function versionOf({ db }: Journal): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}
