import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { applyChanges, lengthAfter, type TextChange } from '#shared/format/text-changes.ts';
import { restoreBytes } from '#shared/text/restore-bytes.ts';
import { bytesOfContent, contentId, keepContent, type What } from './contents.ts';
import type { Journal } from './journal.ts';
import type { FileName } from './timeline.ts';
import { noteDraft } from './versions.ts';

/** Who holds a draft: a window of a process. */
export interface DraftOwner {
  process: string;
  window: string;
}

/** A draft as the database has it, without its texts. */
export interface DraftRow {
  id: string;
  store: string;
  key: string;
  storeName: string;
  storePlace: string;
  /** Null where it was let go. */
  owner: DraftOwner | null;
  baseVersion: string | null;
  bom: boolean;
  seq: number;
  length: number;
  begunAt: number;
  changedAt: number;
}

/** Changes are folded into the text when there are so many of them, or so much of them in UTF-16 units. */
const folding = { changes: 200, units: 128 * 1024 };

// As a person typed it: UTF-8 could not hold half a character.
const pack = (text: string) => zstdCompressSync(Buffer.from(text, 'utf16le'));
const unpack = (bytes: Uint8Array) => zstdDecompressSync(bytes).toString('utf16le');

const columns = `id, store, key, store_name, store_place, process, window, base_version, bom, seq, length,
  begun_at, changed_at`;

function rowOf(row: Record<string, unknown>): DraftRow {
  return {
    id: String(row.id),
    store: String(row.store),
    key: String(row.key),
    storeName: String(row.store_name),
    storePlace: String(row.store_place),
    owner: row.process === null ? null : { process: String(row.process), window: String(row.window) },
    baseVersion: row.base_version === null ? null : String(row.base_version),
    bom: row.bom === 1,
    seq: Number(row.seq),
    length: Number(row.length),
    begunAt: Number(row.begun_at),
    changedAt: Number(row.changed_at),
  };
}

function draftOf(journal: Journal, id: string): DraftRow | null {
  const row = journal.sql(`SELECT ${columns} FROM drafts WHERE id = ?`).get(id);
  return row ? rowOf(row) : null;
}

const isOwn = (draft: DraftRow, { process, window }: DraftOwner) =>
  draft.owner?.process === process && draft.owner.window === window;

/** A whole text with what it is based on. */
export interface KeptDraft {
  id: string;
  store: string;
  key: string;
  storeName: string;
  storePlace: string;
  baseVersion: string | null;
  /** What is stored, as it is stored. */
  base: What;
  text: string;
  bom: boolean;
  seq: number;
}

/**
 * Keeps a whole text, as a new draft or in the place of what is kept of it. Answers null, or whose the draft is: then
 * nothing was done, unless that owner is the one it may be taken `from`.
 */
export function keepDraft(
  journal: Journal,
  { draft, owner, from, at }: { draft: KeptDraft; owner: DraftOwner; from: DraftOwner | null; at: number },
): DraftOwner | null {
  const known = draftOf(journal, draft.id);
  if (known?.owner && !isOwn(known, owner) && !(from && isOwn(known, from))) return known.owner;
  journal
    .sql(
      `INSERT INTO drafts (id, store, key, store_name, store_place, process, window, base_version, base, bom, seq,
         length, folded, loose, begun_at, changed_at)
       VALUES (:id, :store, :key, :storeName, :storePlace, :process, :window, :baseVersion, :base, :bom, :seq,
         :length, :seq, 0, :at, :at)
       ON CONFLICT (id) DO UPDATE SET process = :process, window = :window, base_version = :baseVersion,
         base = :base, bom = :bom, seq = :seq, length = :length, folded = :seq, loose = 0, changed_at = :at`,
    )
    .run({
      id: draft.id,
      store: draft.store,
      key: draft.key,
      storeName: draft.storeName,
      storePlace: draft.storePlace,
      process: owner.process,
      window: owner.window,
      baseVersion: draft.baseVersion,
      base: keepContent(journal, draft.base).id,
      bom: draft.bom ? 1 : 0,
      seq: draft.seq,
      length: draft.text.length,
      at,
    });
  setText(journal, draft.id, draft.text);
  return null;
}

function setText(journal: Journal, id: string, text: string): void {
  journal.sql('DELETE FROM draft_changes WHERE draft = ?').run(id);
  journal.sql('INSERT OR REPLACE INTO draft_texts (draft, text) VALUES (?, ?)').run(id, pack(text));
}

/** Keeps the next changes; false where they do not follow what is kept, or the draft is not the owner's. */
export function changeDraft(
  journal: Journal,
  args: { id: string; owner: DraftOwner; seq: number; changes: TextChange[]; length: number; at: number },
): boolean {
  const { id, owner, seq, changes, length, at } = args;
  const draft = draftOf(journal, id);
  if (!draft || !isOwn(draft, owner) || draft.seq !== seq - 1) return false;
  if (lengthAfter(draft.length, changes) !== length) return false;
  const batch = JSON.stringify(changes);
  journal.sql('INSERT INTO draft_changes (draft, seq, changes) VALUES (?, ?, ?)').run(id, seq, batch);
  journal
    .sql('UPDATE drafts SET seq = ?, length = ?, changed_at = ?, loose = loose + ? WHERE id = ?')
    .run(seq, length, at, batch.length, id);
  foldIfMany(journal, id);
  return true;
}

function foldIfMany(journal: Journal, id: string): void {
  const row = journal.sql('SELECT seq, folded, loose FROM drafts WHERE id = ?').get(id);
  const many =
    Number(row?.seq) - Number(row?.folded) >= folding.changes || Number(row?.loose) >= folding.units;
  if (!many) return;
  setText(journal, id, textOf(journal, id));
  journal.sql('UPDATE drafts SET folded = seq, loose = 0 WHERE id = ?').run(id);
}

function textOf(journal: Journal, id: string): string {
  const stored = journal.sql('SELECT text FROM draft_texts WHERE draft = ?').get(id)?.text;
  const batches = journal.sql('SELECT changes FROM draft_changes WHERE draft = ? ORDER BY seq').all(id);
  const changes = batches.flatMap((batch) => JSON.parse(String(batch.changes)) as TextChange[]);
  return applyChanges(stored instanceof Uint8Array ? unpack(stored) : '', changes);
}

/** Forgets a draft, if it is the owner's. */
export function dropDraft(journal: Journal, { id, owner }: { id: string; owner: DraftOwner }): void {
  const draft = draftOf(journal, id);
  if (draft && isOwn(draft, owner)) removeDraft(journal, id);
}

function removeDraft(journal: Journal, id: string): void {
  journal.sql('DELETE FROM draft_changes WHERE draft = ?').run(id);
  journal.sql('DELETE FROM draft_texts WHERE draft = ?').run(id);
  journal.sql('DELETE FROM drafts WHERE id = ?').run(id);
}

/** Gives up edits: the bytes that a save would have written go to the file's timeline, and the draft, if it is the owner's. */
export function discardDraft(
  journal: Journal,
  args: { draft: { id: string; owner: DraftOwner } | null; file: FileName; bytes: Uint8Array; now: number },
): void {
  const { draft, file, bytes, now } = args;
  noteDraft(journal, { ...file, what: { bytes }, now });
  if (draft) dropDraft(journal, draft);
}

/** Gives a draft to another owner, or to nobody, if it is still `from`'s; answers whether it was. */
export function moveDraft(
  journal: Journal,
  { id, from, to }: { id: string; from: DraftOwner | null; to: DraftOwner | null },
): boolean {
  const draft = draftOf(journal, id);
  if (!draft || (from ? !isOwn(draft, from) : draft.owner !== null)) return false;
  journal
    .sql('UPDATE drafts SET process = ?, window = ? WHERE id = ?')
    .run(to?.process ?? null, to?.window ?? null, id);
  return true;
}

/** The state of a draft that a save writes: all its changes up to `seq`. */
export interface SavedDraft {
  readonly id: string;
  readonly owner: DraftOwner;
  readonly seq: number;
  /** Whether it is merged with what somebody else wrote: what was typed since is no edit of the result then. */
  readonly merged: boolean;
}

/** Notes that a text is about to be saved, whose bytes are kept under the hash. */
export function noteSaving(journal: Journal, { id, owner, seq, merged }: SavedDraft, hash: string): void {
  const draft = draftOf(journal, id);
  if (!draft || !isOwn(draft, owner)) return;
  journal
    .sql('UPDATE drafts SET saving = ?, saving_seq = ?, saving_merged = ? WHERE id = ?')
    .run(contentId(journal, hash), seq, merged ? 1 : 0, id);
}

interface Settled {
  draft: SavedDraft;
  file: FileName;
  version: string;
  what: What;
  now: number;
}

/**
 * A save is done: the draft goes, or what was typed since is based on it. Of a merge the draft was only a part: its
 * text goes to the file's timeline, and where something was typed since, the draft stays what it was.
 */
export function settleSaved(journal: Journal, { draft: saved, file, version, what, now }: Settled): void {
  const { id, owner, seq, merged } = saved;
  const draft = draftOf(journal, id);
  if (!draft || !isOwn(draft, owner)) return;
  journal.sql('UPDATE drafts SET saving = NULL, saving_seq = NULL, saving_merged = 0 WHERE id = ?').run(id);
  if (draft.seq <= seq) {
    if (merged) noteDraft(journal, { ...file, what: { bytes: bytesToSave(journal, id) }, now });
    removeDraft(journal, id);
  } else if (!merged) {
    journal
      .sql('UPDATE drafts SET base_version = ?, base = ? WHERE id = ?')
      .run(version, keepContent(journal, what).id, id);
  }
}

/** What a save of a draft would write. */
function bytesToSave(journal: Journal, id: string): Uint8Array {
  const row = journal.sql('SELECT base, bom FROM drafts WHERE id = ?').get(id);
  const base = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    bytesOfContent(journal, Number(row?.base)),
  );
  return new TextEncoder().encode(restoreBytes(base, textOf(journal, id), row?.bom === 1));
}

/** Every draft, or those of a file; newest first. */
export function listDrafts(
  journal: Journal,
  { file }: { file: { store: string; key: string } | null },
): DraftRow[] {
  const order = 'ORDER BY changed_at DESC, id';
  const rows = file
    ? journal
        .sql(`SELECT ${columns} FROM drafts WHERE store = ? AND key = ? ${order}`)
        .all(file.store, file.key)
    : journal.sql(`SELECT ${columns} FROM drafts ${order}`).all();
  return rows.map(rowOf);
}

/** A draft with its texts. */
export interface WholeDraft {
  row: DraftRow;
  text: string;
  /** As stored. */
  base: Uint8Array;
  saving: { seq: number; bytes: Uint8Array; merged: boolean } | null;
}

/** One draft with its texts; null where it is gone. */
export function readDraft(journal: Journal, { id }: { id: string }): WholeDraft | null {
  const row = draftOf(journal, id);
  const refs = journal.sql('SELECT base, saving, saving_seq, saving_merged FROM drafts WHERE id = ?').get(id);
  if (!row || !refs) return null;
  const saving =
    refs.saving === null
      ? null
      : {
          seq: Number(refs.saving_seq),
          bytes: bytesOfContent(journal, Number(refs.saving)),
          merged: refs.saving_merged === 1,
        };
  return { row, text: textOf(journal, id), base: bytesOfContent(journal, Number(refs.base)), saving };
}
