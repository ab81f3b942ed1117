import type { Reason } from '#shared/model/history.ts';
import { keepContent, type What } from './contents.ts';
import type { Journal } from './journal.ts';
import { followFile, forgetLedgers } from './ledger/ledgers.ts';
import { settlePending } from './settling.ts';
import { type FileName, fileId } from './timeline.ts';

/** A file as it was found: its bytes (null: there is none), the store's token and its time. */
export interface Seen {
  readonly what: What | null;
  readonly version: string | null;
  readonly at: number;
}

/** What is about to be done to a file. */
export interface Change extends FileName {
  readonly reason: Reason;
  /** The file as it is; `known` where it has a version whose content must be kept already. */
  readonly before: Seen | { readonly known: string };
  /** What will be there: null for no file, `stream` for bytes that are not known yet. */
  readonly after: What | null | 'stream';
  readonly now: number;
}

/** What was done: as `Change` has it, with the outcome. */
export interface Done extends FileName {
  readonly id: number;
  readonly reason: Reason;
  readonly content: { readonly hash: string; readonly size: number } | null;
  readonly version: string | null;
  readonly at: number;
  readonly now: number;
}

/** Notes a file as it is now. True where it is not what was known of it. */
export function seeFile(
  journal: Journal,
  { now, seen, ...name }: FileName & { seen: Seen; now: number },
): boolean {
  const file = ensureFile(journal, name, seen.what !== null);
  return file !== null && see(journal, file, seen, now);
}

/**
 * Keeps what is there and what will be, and notes that it is about to be. Null where `before` names a version whose
 * content is not kept here.
 */
export function beginChange(
  journal: Journal,
  { reason, before, after, now, ...name }: Change,
): { id: number } | null {
  const file = ensureFile(journal, name, true) ?? 0;
  if ('known' in before) {
    if (!isNewest(journal, file, before.known)) return null;
  } else see(journal, file, before, now);
  const content = after === null || after === 'stream' ? null : keepContent(journal, after).id;
  const pending = after === 'stream' ? 2 : 1;
  const id = insert(journal, { file, reason, at: now, noted: now, content, version: null, pending });
  return { id };
}

/**
 * Keeps what a change turned out to have taken the place of: somebody else had written it between the look at the
 * file and the change. It stands before the change, which so gets a new id.
 */
export function displaceBefore(
  journal: Journal,
  { id, what, now, ...name }: FileName & { id: number; what: What; now: number },
): { id: number } {
  const file = ensureFile(journal, name, true) ?? 0;
  const content = keepContent(journal, what).id;
  insert(journal, { file, reason: 'found', at: now, noted: now, content, version: null, pending: 0 });
  const moved = journal
    .sql(
      `INSERT INTO versions (file, reason, at, noted, content, version, pending)
       SELECT file, reason, at, noted, content, version, pending FROM versions WHERE id = ? AND pending > 0`,
    )
    .run(id);
  if (moved.changes === 0) return { id };
  dropChange(journal, { id });
  return { id: Number(moved.lastInsertRowid) };
}

/** Notes that a change is done. Holds also where somebody has settled or dropped it meanwhile. */
export function confirmChange(
  journal: Journal,
  { id, reason, content, version, at, now, ...name }: Done,
): void {
  const file = ensureFile(journal, name, true) ?? 0;
  const kept = content && keepContent(journal, content);
  const token = kept && version === `sha256-${kept.hash}` ? '=' : version;
  const done = journal
    .sql(
      'UPDATE versions SET pending = 0, reason = ?, at = ?, content = ?, version = ? WHERE id = ? AND file = ?',
    )
    .run(reason, at, kept?.id ?? null, token, id, file);
  if (done.changes > 0) {
    followFile(journal, file, id);
    return;
  }
  const newest = newestState(journal, file);
  if (newest && newest.content === (kept?.id ?? null)) {
    journal
      .sql('UPDATE versions SET reason = ?, at = ?, version = ? WHERE id = ?')
      .run(reason, at, token, newest.id);
    followFile(journal, file, newest.id);
  } else
    insert(journal, { file, reason, at, noted: now, content: kept?.id ?? null, version: token, pending: 0 });
}

/** Forgets a change that was refused. */
export function dropChange(journal: Journal, { id }: { id: number }): void {
  journal.sql('DELETE FROM versions WHERE id = ? AND pending > 0').run(id);
}

/** Keeps text that was typed here and given up: it stands in the timeline, though the file never held it. */
export function noteDraft(
  journal: Journal,
  { what, now, ...name }: FileName & { what: What; now: number },
): void {
  const file = ensureFile(journal, name, true) ?? 0;
  const content = keepContent(journal, what).id;
  insert(journal, { file, reason: 'draft', at: now, noted: now, content, version: null, pending: 0 });
}

/** Forgets all of a store, which is gone for good. */
export function forgetStore(journal: Journal, { store }: { store: string }): void {
  forgetLedgers(journal, store);
  journal.sql('DELETE FROM versions WHERE file IN (SELECT id FROM files WHERE store = ?)').run(store);
  journal.sql('DELETE FROM files WHERE store = ?').run(store);
}

function see(journal: Journal, file: number, { what, version, at }: Seen, now: number): boolean {
  const kept = what && keepContent(journal, what);
  const content = kept?.id ?? null;
  const token = kept && version === `sha256-${kept.hash}` ? '=' : version;
  settlePending(journal, { file, content, version: token, at, now });
  const newest = newestState(journal, file);
  if ((newest?.content ?? null) === content) {
    if (newest && newest.version !== token && content !== null) {
      journal.sql('UPDATE versions SET version = ? WHERE id = ?').run(token, newest.id);
    }
    return false;
  }
  const reason = content === null ? 'gone' : 'found';
  insert(journal, { file, reason, at, noted: now, content, version: token, pending: 0 });
  return true;
}

/** Whether a version is the newest that is known of a file, and its bytes are kept. */
function isNewest(journal: Journal, file: number, version: string): boolean {
  const row = journal
    .sql(
      `SELECT versions.version, contents.hash, contents.place FROM versions
       JOIN contents ON contents.id = versions.content
       WHERE versions.id = (SELECT max(id) FROM versions WHERE file = ? AND pending = 0 AND reason <> 'draft')`,
    )
    .get(file);
  if (!row || row.place === 0) return false;
  const hash = Buffer.from(row.hash as Uint8Array).toString('hex');
  return version === (row.version === '=' ? `sha256-${hash}` : row.version);
}

interface StateRow {
  readonly id: number;
  readonly content: number | null;
  readonly version: string | null;
}

/** What the file was when it was last seen or written here. */
function newestState(journal: Journal, file: number): StateRow | undefined {
  const row = journal
    .sql(
      `SELECT id, content, version FROM versions
       WHERE file = ? AND pending = 0 AND reason <> 'draft' ORDER BY id DESC LIMIT 1`,
    )
    .get(file);
  return row as StateRow | undefined;
}

interface NewRow extends StateRow {
  readonly file: number;
  readonly reason: Reason;
  readonly at: number;
  readonly noted: number;
  readonly pending: number;
}

function insert(journal: Journal, row: Omit<NewRow, 'id'>): number {
  const { file, reason, at, noted, content, version, pending } = row;
  const { lastInsertRowid } = journal
    .sql(
      'INSERT INTO versions (file, reason, at, noted, content, version, pending) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(file, reason, Math.round(at), Math.round(noted), content, version, pending);
  const id = Number(lastInsertRowid);
  if (pending === 0) followFile(journal, file, id);
  return id;
}

/** The row of a file; made where there is none, unless nothing is to be said about it. */
function ensureFile(journal: Journal, name: FileName, make: boolean): number | null {
  const known = fileId(journal, name);
  if (known !== null || !make) return known;
  const { lastInsertRowid } = journal
    .sql('INSERT INTO files (store, key) VALUES (?, ?)')
    .run(name.store, name.key);
  return Number(lastInsertRowid);
}
