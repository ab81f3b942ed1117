import { StoreError } from '#shared/errors.ts';
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
    pending INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX versions_of_file ON versions (file, id);
  CREATE INDEX versions_of_content ON versions (content);
  `,
  `
  -- revision grows whenever something becomes of an edit.
  CREATE TABLE ledger_stores (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL DEFAULT 0
  );
  -- Of files that were edited here: what has to be known to judge what comes next. now, ground_content: contents.
  -- ground, edit, upto: versions. upto: the last that is taken in.
  CREATE TABLE ledgers (
    file INTEGER PRIMARY KEY,
    store INTEGER NOT NULL,
    upto INTEGER NOT NULL,
    now INTEGER,
    ground INTEGER,
    ground_content INTEGER,
    edit INTEGER,
    open INTEGER NOT NULL,
    dropped INTEGER NOT NULL
  );
  -- Edits and their fates. id, base, theirs: versions. dismissed: the last version when it was settled by hand.
  CREATE TABLE edits (
    store INTEGER NOT NULL,
    id INTEGER NOT NULL,
    file INTEGER NOT NULL,
    base INTEGER,
    fate TEXT NOT NULL,
    theirs INTEGER,
    theirs_at INTEGER,
    settled INTEGER NOT NULL,
    dismissed INTEGER,
    PRIMARY KEY (store, id)
  ) WITHOUT ROWID;
  -- Of a file at most one edit is in it.
  CREATE INDEX open_edits ON edits (store, id) WHERE settled = 0 AND fate <> 'edited';
  CREATE INDEX replaced_edits ON edits (store, id) WHERE settled = 0 AND fate IN ('replaced', 'reverted');
  `,
  `
  -- What is typed and not saved. process and window: who holds it, null where nobody does. length: of the text, in
  -- UTF-16 units. folded: the newest batch that is in draft_texts; loose: the length of those that are not. saving:
  -- what a save was to write of which nobody knows the end, and the newest batch that is in it.
  CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    key TEXT NOT NULL,
    store_name TEXT NOT NULL,
    store_place TEXT NOT NULL,
    process TEXT,
    window TEXT,
    base_version TEXT,
    base INTEGER NOT NULL,
    bom INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    length INTEGER NOT NULL,
    folded INTEGER NOT NULL,
    loose INTEGER NOT NULL,
    saving INTEGER,
    saving_seq INTEGER,
    begun_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
  );
  CREATE INDEX drafts_of_file ON drafts (store, key);
  -- Zstandard over UTF-16.
  CREATE TABLE draft_texts (
    draft TEXT PRIMARY KEY,
    text BLOB NOT NULL
  );
  CREATE TABLE draft_changes (
    draft TEXT NOT NULL,
    seq INTEGER NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (draft, seq)
  ) WITHOUT ROWID;
  `,
  `
  -- carried: what the store kept of a file besides its bytes, as JSON.
  CREATE TABLE deletions (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    what TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX deletions_of_store ON deletions (store, at);
  CREATE TABLE deleted_files (
    deletion TEXT NOT NULL,
    key TEXT NOT NULL,
    content INTEGER NOT NULL,
    carried TEXT NOT NULL,
    PRIMARY KEY (deletion, key)
  ) WITHOUT ROWID;
  `,
  `
  -- 1: what is being saved is a merge of the draft with somebody else's text.
  ALTER TABLE drafts ADD COLUMN saving_merged INTEGER NOT NULL DEFAULT 0;
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

/** Throws `UNSUPPORTED` where a newer version of the app has made the database into what this one does not know. */
export function refuseNewer(journal: Journal): void {
  if (versionOf(journal) <= steps.length) return;
  const message =
    'The app’s own database (journal.db) is of a newer version of the app, and this one leaves it as it is: ' +
    'here no drafts or versions can be kept, and so nothing be saved. Use the newer version.';
  throw new StoreError('UNSUPPORTED', message);
}

function versionOf(journal: Journal): number {
  return Number(journal.sql('PRAGMA user_version').get()?.user_version ?? 0);
}
