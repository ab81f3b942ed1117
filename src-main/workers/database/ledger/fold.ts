import type { Fate, Reason } from '#shared/model/history.ts';

/** A state of a file, as the ledger looks at it. */
export interface FileState {
  readonly id: number;
  readonly reason: Reason;
  readonly at: number;
  /** Stands for its bytes; null where there was no file. */
  readonly content: number | null;
}

/** An edit and what has become of it; see `editSchema`. Other states are named by their ids. */
export interface LedgerEdit {
  /** The state that it made of the file. */
  readonly id: number;
  readonly content: number;
  /** What it was based on; null where there was no file. */
  readonly base: Ground | null;
  readonly fate: Fate;
  /** The state that took its place. */
  readonly theirs: number | null;
  readonly theirsAt: number | null;
  readonly settled: boolean;
}

interface Ground {
  readonly id: number;
  readonly content: number;
}

/** All that has to be known of a file's past to judge what comes next. */
export interface Ledger {
  /** What the file holds; null where there is none. */
  readonly now: number | null;
  /** The last state that was not made here, which the next edit will be based on; null where there was no file. */
  readonly ground: Ground | null;
  /** The newest edit. */
  readonly edit: LedgerEdit | null;
  /** Whether all that happened since was done here, so that a save edits on from it. */
  readonly open: boolean;
  /** Whether the file was deleted here. */
  readonly dropped: boolean;
}

/** Whether a content still carries the edit; see `carries` in `shared/text`. */
export type Carries = (edit: LedgerEdit, content: number) => boolean;

export const nothingYet: Ledger = { now: null, ground: null, edit: null, open: false, dropped: false };

/**
 * The ledger after one more state of the file, with the edits that are new or have another fate. States come in
 * the order of time; drafts and writes whose outcome is not known are none.
 */
export function step(
  ledger: Ledger,
  state: FileState,
  carries: Carries,
): { ledger: Ledger; changed: LedgerEdit[] } {
  const next = advance(ledger, state, carries);
  const former = next.former ?? [];
  const newest = next.ledger.edit === ledger.edit || next.ledger.edit === null ? [] : [next.ledger.edit];
  return { ledger: next.ledger, changed: [...former, ...newest] };
}

interface Advance {
  ledger: Ledger;
  /** The newest edit until now, where another has taken its place. */
  former?: LedgerEdit[];
}

function advance(ledger: Ledger, state: FileState, carries: Carries): Advance {
  const { id, at, content } = state;
  switch (state.reason) {
    case 'draft':
      return { ledger };
    case 'gone':
      return { ledger: gone(ledger, at) };
    case 'delete':
      return { ledger: dropped(ledger) };
    case 'found':
      return { ledger: content === null ? gone(ledger, at) : found(ledger, { id, content }, at, carries) };
    // Nothing in it was typed for this file, so there is nothing in it to be lost.
    case 'create':
    case 'rename':
      return { ledger: content === null ? dropped(ledger) : begun(ledger, { id, content }, at) };
    case 'save':
    case 'merge':
    case 'restore':
    case 'upload':
      return content === null ? { ledger: dropped(ledger) } : written(ledger, { id, content }, at, carries);
  }
}

/**
 * The ledger after the person has said that the newest edit is dealt with, or that it is not after all: then it is
 * judged by what the file holds now.
 */
export function settle(ledger: Ledger, settled: boolean, carries: Carries): Ledger {
  const { edit, ground, open } = ledger;
  if (!edit || edit.settled === settled) return ledger;
  const marked = { ...edit, settled };
  const again = !settled && !open && ground && !ledger.dropped;
  return { ...ledger, edit: again ? judged(marked, ground, edit.theirsAt, carries) : marked };
}

/** Somebody else has written the file. */
function found(ledger: Ledger, there: Ground, at: number, carries: Carries): Ledger {
  if (there.content === ledger.now) return ledger;
  // Who deletes a file has no claim on what is written there later.
  const edit = ledger.dropped ? settled(ledger.edit) : ledger.edit;
  if (edit?.content === there.content) return kept(edit);
  const fate = edit && judged(edit, there, at, carries);
  return { now: there.content, ground: there, edit: fate, open: false, dropped: false };
}

/** The file was made here: empty, as a record without edits, or from another that had this content. */
function begun(ledger: Ledger, there: Ground, at: number): Ledger {
  const { edit } = gone(ledger, at);
  if (edit?.content === there.content) return kept(edit);
  return { now: there.content, ground: there, edit: settled(edit), open: false, dropped: false };
}

/** Somebody else has deleted the file. */
function gone(ledger: Ledger, at: number): Ledger {
  if (ledger.now === null) return ledger;
  const { edit } = ledger;
  const lost: LedgerEdit | null =
    edit && !isClosed(edit) ? { ...edit, fate: 'deleted', theirs: null, theirsAt: at } : edit;
  return { now: null, ground: null, edit: lost, open: false, dropped: false };
}

/** The file was deleted here, which can be undone. */
function dropped(ledger: Ledger): Ledger {
  if (ledger.now === null) return ledger;
  const { edit } = ledger;
  return {
    ...ledger,
    now: null,
    edit: edit && !isClosed(edit) ? { ...edit, fate: 'deleted' } : edit,
    dropped: true,
  };
}

/** The file was written here. */
function written(ledger: Ledger, mine: Ground, at: number, carries: Carries): Advance {
  const { edit, ground, open } = ledger;
  if (edit && open && edit.content === mine.content) return { ledger: kept(edit) };
  if (ground?.content === mine.content) return { ledger: putBack(ledger, ground, at, carries) };
  const former = edit && (open || edit.fate === 'there' ? editedOn(edit) : settled(edit));
  return {
    ledger: justEdited({ ...mine, base: ground }),
    former: former && former !== edit ? [former] : [],
  };
}

/** The ledger right after an edit was made: nothing of what was before matters but what it is based on. */
export function justEdited({ id, content, base }: Pick<LedgerEdit, 'id' | 'content' | 'base'>): Ledger {
  const edit: LedgerEdit = {
    id,
    content,
    base,
    fate: 'there',
    theirs: null,
    theirsAt: null,
    settled: false,
  };
  return { now: content, ground: base, edit, open: true, dropped: false };
}

/** What somebody else had written last was written here again: no edit, but maybe the end of one. */
function putBack(ledger: Ledger, ground: Ground, at: number, carries: Carries): Ledger {
  const { edit, open } = ledger;
  let fate = edit;
  if (edit && open) fate = { ...edit, fate: 'reverted', theirs: null, theirsAt: null, settled: true };
  // A deletion that is undone leaves everything as it was.
  else if (edit && ledger.dropped && !isClosed(edit))
    fate = judged(edit, ground, edit.theirsAt ?? at, carries);
  else if (edit && edit.fate !== 'there') fate = settled(edit);
  return { now: ground.content, ground, edit: fate, open: false, dropped: false };
}

/** The file holds the newest edit, whoever has written it. */
function kept(edit: LedgerEdit): Ledger {
  const there: LedgerEdit = { ...edit, fate: 'there', theirs: null, theirsAt: null, settled: false };
  return { now: edit.content, ground: edit.base, edit: there, open: true, dropped: false };
}

function judged(edit: LedgerEdit, there: Ground, at: number | null, carries: Carries): LedgerEdit {
  if (isClosed(edit)) return edit;
  if (edit.base?.content === there.content)
    return { ...edit, fate: 'reverted', theirs: there.id, theirsAt: at };
  if (carries(edit, there.content)) return { ...edit, fate: 'there', theirs: null, theirsAt: null };
  return { ...edit, fate: 'replaced', theirs: there.id, theirsAt: at };
}

function editedOn(edit: LedgerEdit): LedgerEdit {
  return { ...edit, fate: 'edited', theirs: null, theirsAt: null };
}

function settled<Edit extends LedgerEdit | null>(edit: Edit): Edit {
  return edit === null || edit.settled ? edit : { ...edit, settled: true };
}

/** Whether the person has done with it: then what comes later is nothing to them. */
function isClosed(edit: LedgerEdit): boolean {
  return edit.settled || edit.fate === 'edited';
}
