import type { Reason } from '#shared/model/history.ts';
import { hasContentFile } from './content-files.ts';
import { contentId, keepContent, places, tokenOf, type What } from './contents.ts';
import { forgetDeletions } from './deletions.ts';
import { keepEarlier, newestChange } from './displaced.ts';
import { beginsWith, growTo } from './growing.ts';
import type { Journal } from './journal.ts';
import { followFile, forgetLedgers } from './ledger/ledgers.ts';
import { settlePending } from './settling.ts';
import { type FileName, fileId } from './timeline.ts';

/** A file as it was found: its bytes (null: there is none), the store's token and its time. */
export interface Seen {
  readonly what: What | null;
  readonly version: string | null;
  readonly at: number;
  /** When the look at it began, by this machine's clock: what was noted later is newer. */
  readonly asOf: number;
}

/** What is about to be done to a file. */
export interface Change extends FileName {
  readonly reason: Reason;
  /** The file as it is; `known` where it has a version whose content must be kept already; null for no file. */
  readonly before: Seen | { readonly known: string } | null;
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
  const known = fileId(journal, name);
  // Of a file that never was here, nothing is to be said.
  if (known === null && seen.what === null) return false;
  return see(journal, known ?? ensureFile(journal, name), seen, now);
}

/**
 * Keeps what is there and what will be, and notes that it is about to be. Null where `before` names a version whose
 * content is not kept here.
 */
export function beginChange(
  journal: Journal,
  { reason, before, after, now, ...name }: Change,
): { id: number; hash: string | null } | null {
  const file = ensureFile(journal, name);
  if (before && 'known' in before) {
    if (!isNewest(journal, file, before.known)) return null;
  } else if (before) see(journal, file, before, now);
  const kept = after === null || after === 'stream' ? null : keepContent(journal, after);
  const pending = after === 'stream' ? 2 : 1;
  const content = kept?.id ?? null;
  const id = insertVersion(journal, { file, reason, at: now, noted: now, content, version: null, pending });
  return { id, hash: kept?.hash ?? null };
}

/** Notes that a change is done. Holds also where somebody has settled, moved or dropped it meanwhile. */
export function confirmChange(
  journal: Journal,
  { id, reason, content, version, at, now, ...name }: Done,
): void {
  const file = ensureFile(journal, name);
  const kept = content && keepContent(journal, content);
  const state = { content: kept?.id ?? null, version: tokenOf(kept, version) };
  const target = changeOf(journal, file, { id, reason, content: state.content });
  if (target === null) insertVersion(journal, { file, reason, at, noted: now, ...state, pending: 0 });
  else {
    const isNews = !journal
      .sql('SELECT 1 FROM versions WHERE id = ? AND pending = 0 AND reason = ? AND content IS ?')
      .get(target, reason, state.content);
    journal
      .sql(
        'UPDATE versions SET pending = 0, reason = ?, at = ?, noted = ?, content = ?, version = ? WHERE id = ?',
      )
      .run(reason, Math.round(at), now, state.content, state.version, target);
    // Where another process has seen it done before, the ledger knows of it.
    if (isNews) followFile(journal, file, target);
  }
}

/** A change that was begun. */
interface Begun {
  readonly id: number;
  readonly reason: Reason;
  /** Row of what it puts there. */
  readonly content: number | null;
}

/** The row of a change, or one that says the same; null where there is none. */
function changeOf(journal: Journal, file: number, begun: Begun): number | null {
  const own = journal.sql('SELECT id FROM versions WHERE id = ? AND file = ?').get(begun.id, file);
  const id = own ? Number(own.id) : movedChange(journal, file, begun);
  if (id !== null) return id;
  const newest = newestState(journal, file);
  return newest?.content === begun.content ? newest.id : null;
}

/** Where a change that is about to be done has been moved to. */
function movedChange(journal: Journal, file: number, { reason, content }: Begun): number | null {
  const row = journal
    .sql(
      `SELECT max(id) AS id FROM versions
       WHERE file = ? AND pending > 0 AND reason = ? AND (content IS ? OR pending = 2)`,
    )
    .get(file, reason, content);
  return row?.id ? Number(row.id) : null;
}

/** Keeps a text that a change of ours took the place of before anybody here had seen it. */
export function displace(
  journal: Journal,
  { what, at, now, ...name }: FileName & { what: What; at: number; now: number },
): void {
  const file = ensureFile(journal, name);
  keepEarlier(journal, { file, what, at, now, before: newestChange(journal, file) });
}

/** Forgets a change that was refused. */
export function dropChange(
  journal: Journal,
  { id, reason, hash, ...name }: FileName & { id: number; reason: Reason; hash: string | null },
): void {
  const file = ensureFile(journal, name);
  const content = hash === null ? null : contentId(journal, hash);
  const own = journal.sql('DELETE FROM versions WHERE id = ? AND pending > 0').run(id);
  const moved = own.changes > 0 ? null : movedChange(journal, file, { id, reason, content });
  if (moved !== null) journal.sql('DELETE FROM versions WHERE id = ?').run(moved);
}

/**
 * Keeps text that was typed here and given up: it stands in the timeline, though the file never held it. Once, where
 * it is told twice on end.
 */
export function noteDraft(
  journal: Journal,
  { what, now, ...name }: FileName & { what: What; now: number },
): void {
  const file = ensureFile(journal, name);
  const content = keepContent(journal, what).id;
  const last = journal
    .sql('SELECT reason, content FROM versions WHERE file = ? ORDER BY id DESC LIMIT 1')
    .get(file);
  if (last?.reason === 'draft' && Number(last.content) === content) return;
  insertVersion(journal, { file, reason: 'draft', at: now, noted: now, content, version: null, pending: 0 });
}

/** Forgets all of a store, which is gone for good. */
export function forgetStore(journal: Journal, { store }: { store: string }): void {
  forgetLedgers(journal, store);
  forgetDeletions(journal, { store });
  journal.sql('DELETE FROM versions WHERE file IN (SELECT id FROM files WHERE store = ?)').run(store);
  journal.sql('DELETE FROM files WHERE store = ?').run(store);
}

function see(journal: Journal, file: number, seen: Seen, now: number): boolean {
  const { what, version, at } = seen;
  const last = newestState(journal, file);
  const read = what && 'bytes' in what ? { file, bytes: what.bytes, version, at, now } : null;
  if (last && last.noted > seen.asOf) {
    // Of two looks at a file that grows, the longer text is the later one, whichever is told first.
    if (read && growTo(journal, read)) return true;
    const isKept = read && beginsWith(journal, last.id, read.bytes);
    const before = firstSince(journal, file, seen.asOf);
    if (what && !isKept) keepEarlier(journal, { file, what, at, now, before });
    return false;
  }
  const kept = what && keepContent(journal, what);
  const content = kept?.id ?? null;
  const token = tokenOf(kept, version);
  settlePending(journal, { file, content, version: token, at, now });
  const known = newestState(journal, file);
  if (read && known?.content !== content && growTo(journal, read)) return true;
  if ((known?.content ?? null) === content) {
    if (known && known.version !== token && content !== null) {
      journal.sql('UPDATE versions SET version = ? WHERE id = ?').run(token, known.id);
    }
    return false;
  }
  const reason = content === null ? 'gone' : 'found';
  insertVersion(journal, { file, reason, at, noted: now, content, version: token, pending: 0 });
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
  if (!row || row.place === places.nowhere) return false;
  const hash = Buffer.from(row.hash as Uint8Array).toString('hex');
  if (row.place === places.file && !hasContentFile(journal.folder, hash)) return false;
  return version === (row.version === '=' ? `sha256-${hash}` : row.version);
}

/** SHA-256, in hex, of the bytes that were last noted under a store's token; null where none were. */
export function hashUnder(
  journal: Journal,
  { version, ...name }: FileName & { version: string },
): string | null {
  const row = journal
    .sql(
      `SELECT contents.hash FROM versions JOIN contents ON contents.id = versions.content
       WHERE file = ? AND version = ? AND pending = 0 AND reason <> 'draft' ORDER BY versions.id DESC`,
    )
    .get(fileId(journal, name), version);
  return row ? Buffer.from(row.hash as Uint8Array).toString('hex') : null;
}

interface StateRow {
  readonly id: number;
  readonly noted: number;
  readonly content: number | null;
  readonly version: string | null;
}

/** What the file was when it was last seen or written here. */
function newestState(journal: Journal, file: number): StateRow | undefined {
  const row = journal
    .sql(
      `SELECT id, content, version, noted FROM versions
       WHERE file = ? AND pending = 0 AND reason <> 'draft' ORDER BY id DESC LIMIT 1`,
    )
    .get(file);
  return row as StateRow | undefined;
}

/** The first state of a file that was noted after a moment. */
function firstSince(journal: Journal, file: number, moment: number): number {
  const row = journal
    .sql('SELECT min(id) AS id FROM versions WHERE file = ? AND noted > ? AND pending = 0')
    .get(file, moment);
  return Number(row?.id);
}

interface NewRow extends StateRow {
  readonly file: number;
  readonly reason: Reason;
  readonly at: number;
  readonly pending: number;
}

function insertVersion(journal: Journal, row: Omit<NewRow, 'id'>): number {
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

/** The row of a file; made where there is none. */
function ensureFile(journal: Journal, name: FileName): number {
  const known = fileId(journal, name);
  if (known !== null) return known;
  const { lastInsertRowid } = journal
    .sql('INSERT INTO files (store, key) VALUES (?, ?)')
    .run(name.store, name.key);
  return Number(lastInsertRowid);
}
