import { StoreError } from '#shared/errors.ts';
import type { Fate, Reason } from '#shared/model/history.ts';
import type { Journal } from '../journal.ts';
import {
  type FileState,
  justEdited,
  type Ledger,
  type LedgerEdit,
  nothingYet,
  settle,
  step,
} from './fold.ts';
import { carriesEdit } from './texts.ts';

/** Reasons of states that are edits; a file that has none needs no ledger. */
const own: readonly Reason[] = ['save', 'merge', 'restore', 'upload'];

/** A ledger as it lies in the database. */
interface Kept {
  /** Row of the store. */
  readonly store: number;
  /** The last state that is in it. */
  readonly upto: number;
  readonly ledger: Ledger;
}

/** Brings the ledger of a file up to a state that was noted or confirmed just now. */
export function followFile(journal: Journal, file: number, id: number): void {
  const kept = load(journal, file);
  if (kept === null) {
    if (own.includes(reasonOf(journal, id))) rebuild(journal, file, storeOf(journal, file));
  } else if (id <= kept.upto) rebuild(journal, file, kept.store, id);
  else follow(journal, file, kept, new Map());
}

/** Brings it up to date where the newest state of the file holds something else now. */
export function followChanged(journal: Journal, file: number, id: number): void {
  const kept = load(journal, file);
  if (kept) follow(journal, file, { ...kept, upto: Math.min(kept.upto, id - 1) }, new Map());
}

/** Marks an edit as dealt with, or not. Only the newest of a file can be opened again: rejects `CONFLICT`. */
export function settleEdit(
  journal: Journal,
  { store, id, settled }: { store: string; id: string; settled: boolean },
): void {
  const row = journal
    .sql(
      `SELECT edits.store, edits.file FROM edits JOIN ledger_stores ON ledger_stores.id = edits.store
       WHERE ledger_stores.name = ? AND edits.id = ?`,
    )
    .get(store, Number(id));
  if (!row) return;
  const file = Number(row.file);
  const kept = load(journal, file);
  if (kept?.ledger.edit?.id !== Number(id)) {
    if (settled) return;
    const message = 'You have edited this file since. Its history still has the old text.';
    throw new StoreError('CONFLICT', message);
  }
  const ledger = settle(kept.ledger, settled, (edit, content) => carriesEdit(journal, edit, content));
  save(journal, file, { ...kept, ledger }, ledger.edit ? [ledger.edit] : []);
  journal
    .sql('UPDATE edits SET dismissed = ? WHERE store = ? AND id = ?')
    .run(settled ? kept.upto : null, kept.store, Number(id));
}

/** Takes in that a state of a file came to be known late, and that those after it have other ids since. */
export function renumberLedger(
  journal: Journal,
  file: number,
  { since, moved }: { since: number; moved: ReadonlyMap<number, number> },
): void {
  const kept = load(journal, file);
  if (kept === null) return;
  for (const [from, to] of moved) {
    journal.sql('UPDATE edits SET id = ? WHERE store = ? AND id = ?').run(to, kept.store, from);
    journal
      .sql('UPDATE edits SET dismissed = ? WHERE store = ? AND file = ? AND dismissed = ?')
      .run(to, kept.store, file, from);
  }
  rebuild(journal, file, kept.store, since);
}

/**
 * Judges anew what came of a file from a state on, for when one has come to be known that is not its last. What was
 * judged up to the last edit before that stays as it is: a file may have thousands.
 */
function rebuild(journal: Journal, file: number, store: number, since = 0): void {
  const start = lastEditBefore(journal, { file, store, since });
  const dismissed = new Map<number, number>();
  const again = journal
    .sql('SELECT id, dismissed FROM edits WHERE store = ? AND id >= ? AND file = ?')
    .all(store, start?.id ?? 0, file);
  for (const row of again) if (row.dismissed !== null) dismissed.set(Number(row.dismissed), Number(row.id));
  journal.sql('DELETE FROM edits WHERE store = ? AND id >= ? AND file = ?').run(store, start?.id ?? 0, file);
  const ledger = start ? justEdited(start) : nothingYet;
  const known = ledger.edit ? [ledger.edit] : [];
  follow(journal, file, { store, upto: start?.id ?? 0, ledger }, dismissed, known);
}

/** The newest edit before a state, if all is known of it that the ledger was right after it. */
function lastEditBefore(
  journal: Journal,
  { file, store, since }: { file: number; store: number; since: number },
): LedgerEdit | null {
  const row = journal
    .sql('SELECT id, base FROM edits WHERE store = ? AND id < ? AND file = ? ORDER BY id DESC LIMIT 1')
    .get(store, since, file);
  const edit = row ? editById(journal, store, Number(row.id)) : null;
  // What it was based on may have been pruned.
  return edit && (edit.base !== null || row?.base === null) ? edit : null;
}

/** `dismissed`: after which states which edits were said to be dealt with. `known`: edits to write down in any case. */
function follow(
  journal: Journal,
  file: number,
  kept: Kept,
  dismissed: ReadonlyMap<number, number>,
  known: readonly LedgerEdit[] = [],
): void {
  const states = journal
    .sql(
      `SELECT id, reason, at, content FROM versions
       WHERE file = ? AND id > ? AND pending = 0 AND reason <> 'draft' ORDER BY id`,
    )
    .all(file, kept.upto) as unknown as FileState[];
  const changed = new Map(known.map((edit) => [edit.id, edit]));
  let { upto, ledger } = kept;
  for (const state of states) {
    const carries = (edit: LedgerEdit, content: number) => carriesEdit(journal, edit, content);
    const next = step(ledger, state, carries);
    for (const edit of next.changed) changed.set(edit.id, edit);
    ledger = next.ledger;
    upto = state.id;
    if (ledger.edit && dismissed.get(upto) === ledger.edit.id) {
      ledger = settle(ledger, true, carries);
      if (ledger.edit) changed.set(ledger.edit.id, ledger.edit);
    }
  }
  save(journal, file, { store: kept.store, upto, ledger }, [...changed.values()]);
  for (const [state, edit] of dismissed) {
    journal.sql('UPDATE edits SET dismissed = ? WHERE store = ? AND id = ?').run(state, kept.store, edit);
  }
}

function load(journal: Journal, file: number): Kept | null {
  const row = journal.sql('SELECT * FROM ledgers WHERE file = ?').get(file);
  if (!row) return null;
  const ground = row.ground === null ? null : { id: Number(row.ground), content: Number(row.ground_content) };
  return {
    store: Number(row.store),
    upto: Number(row.upto),
    ledger: {
      now: row.now === null ? null : Number(row.now),
      ground,
      edit: row.edit === null ? null : editById(journal, Number(row.store), Number(row.edit)),
      open: row.open === 1,
      dropped: row.dropped === 1,
    },
  };
}

function editById(journal: Journal, store: number, id: number): LedgerEdit | null {
  const row = journal
    .sql(
      `SELECT edits.*, versions.content, bases.content AS base_content FROM edits
       JOIN versions ON versions.id = edits.id LEFT JOIN versions AS bases ON bases.id = edits.base
       WHERE edits.store = ? AND edits.id = ?`,
    )
    .get(store, id);
  if (!row || row.content === null) return null;
  return {
    id,
    content: Number(row.content),
    base: row.base_content === null ? null : { id: Number(row.base), content: Number(row.base_content) },
    fate: row.fate as Fate,
    theirs: row.theirs === null ? null : Number(row.theirs),
    theirsAt: row.theirs_at === null ? null : Number(row.theirs_at),
    settled: row.settled === 1,
  };
}

function save(journal: Journal, file: number, kept: Kept, changed: readonly LedgerEdit[]): void {
  const { store, upto, ledger } = kept;
  const { now, ground, edit, open, dropped } = ledger;
  journal
    .sql('INSERT OR REPLACE INTO ledgers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      file,
      store,
      upto,
      now,
      ground?.id ?? null,
      ground?.content ?? null,
      edit?.id ?? null,
      Number(open),
      Number(dropped),
    );
  for (const { id, base, fate, theirs, theirsAt, settled } of changed) {
    journal
      .sql(
        `INSERT INTO edits (store, id, file, base, fate, theirs, theirs_at, settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET base = excluded.base, fate = excluded.fate, theirs = excluded.theirs,
           theirs_at = excluded.theirs_at, settled = excluded.settled`,
      )
      .run(store, id, file, base?.id ?? null, fate, theirs, theirsAt, Number(settled));
  }
  if (changed.length > 0)
    journal.sql('UPDATE ledger_stores SET revision = revision + 1 WHERE id = ?').run(store);
}

/** The row of the store that a file is in. */
function storeOf(journal: Journal, file: number): number {
  const name = String(journal.sql('SELECT store FROM files WHERE id = ?').get(file)?.store);
  journal.sql('INSERT OR IGNORE INTO ledger_stores (name) VALUES (?)').run(name);
  return Number(journal.sql('SELECT id FROM ledger_stores WHERE name = ?').get(name)?.id);
}

function reasonOf(journal: Journal, id: number): Reason {
  return journal.sql('SELECT reason FROM versions WHERE id = ?').get(id)?.reason as Reason;
}

/** Forgets the ledgers of a store. */
export function forgetLedgers(journal: Journal, store: string): void {
  const row = journal.sql('SELECT id FROM ledger_stores WHERE name = ?').get(store);
  if (!row) return;
  journal.sql('DELETE FROM edits WHERE store = ?').run(Number(row.id));
  journal.sql('DELETE FROM ledgers WHERE store = ?').run(Number(row.id));
  journal.sql('DELETE FROM ledger_stores WHERE id = ?').run(Number(row.id));
}
