import type { Document } from '#shared/model/document.ts';
import { blobUrl } from '#shared/resources.ts';
import { restoreBytes } from '#shared/text/restore-bytes.ts';
import { describeError, type ErrorDescription } from '../client/errors.ts';
import type { FileName, KeptDraft } from '../drafts/draft-source.ts';
import type { Trouble } from './document-state.ts';
import type { DocumentSource, Reading } from './source.ts';

/** What was found of a file: itself, or why not. */
export type Found = { reading: Reading } | { error: ErrorDescription };

/** Reads a file, or says why it cannot be read. */
export async function findFile(
  source: DocumentSource,
  { store, key }: FileName,
  signal: AbortSignal,
): Promise<Found> {
  try {
    return { reading: await source.read(store, key, signal) };
  } catch (error) {
    return { error: describeError(error, signal) };
  }
}

/** Whether a file is gone, told from a store that is not there. */
export function isGone({ code, data }: ErrorDescription, key: string): boolean {
  return code === 'NOT_FOUND' && data.where === key;
}

/** How a document opens that there are edits of. */
export interface Restored {
  facts: Document;
  /** What the edits are based on. */
  base: KeptDraft['base'];
  /** Whether the edits are what is stored already, so that nothing is left of them. */
  done: boolean;
  /** What goes to the file's history, because it was merged with what somebody else wrote; null where nothing does. */
  givenUp: string | null;
  trouble: Trouble | null;
}

function factsOf({ store, key }: FileName, { base, changedAt }: KeptDraft): Document {
  const version = base.version ?? '';
  const size = new TextEncoder().encode(base.text).length;
  const url = blobUrl(store, key, version);
  const unknown = { contentType: null, text: null, fetchText: false, readOnly: null, badByte: null };
  return { key, size, modifiedAt: changedAt, version, url, ...unknown };
}

/**
 * Holds edits from before against the file as it is now. They are an edit of it where it is what they are based on,
 * nothing where it holds them already, and a conflict where somebody else has written it since. Whatever became of
 * the file, the edits are there.
 */
export function restoreDraft(file: FileName, draft: KeptDraft, found: Found): Restored {
  const { base } = draft;
  const kept = { facts: factsOf(file, draft), base, done: false, givenUp: null };
  if ('error' in found) {
    const gone = isGone(found.error, file.key);
    const { message } = found.error;
    return { ...kept, trouble: gone ? { kind: 'gone', found: 'looking' } : { kind: 'unreadable', message } };
  }
  const { facts, text } = found.reading;
  if (text === null) return { ...kept, facts, trouble: { kind: 'not-text', found: 'looking', facts } };
  const stored = { facts, base: { text, version: facts.version }, givenUp: null, trouble: null };
  // A save of which nobody learnt may have been carried out: what was typed since is based on it, or, where it was
  // a merge, on what it was before.
  const saving = draft.saving?.text === text ? draft.saving : null;
  if (saving && draft.seq <= saving.seq) {
    const givenUp = saving.merged ? restoreBytes(base.text, draft.text, draft.bom) : null;
    return { ...stored, done: true, givenUp };
  }
  const saved = saving !== null && !saving.merged;
  if (text === restoreBytes(saved ? text : base.text, draft.text, draft.bom))
    return { ...stored, done: true };
  if (saved || text === base.text) return { ...stored, done: false };
  const trouble: Trouble = { kind: 'changed', found: 'looking', at: facts.modifiedAt };
  return { ...kept, facts: { ...facts, version: base.version ?? '' }, trouble };
}
