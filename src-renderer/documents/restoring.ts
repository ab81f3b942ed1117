import type { Document } from '#shared/model/document.ts';
import { blobUrl } from '#shared/resources.ts';
import type { ErrorDescription } from '../client/errors.ts';
import type { FileName, KeptDraft } from '../drafts/draft-source.ts';
import type { Trouble } from './document-state.ts';
import { restoreBytes } from './restore-bytes.ts';
import type { Reading } from './source.ts';

/** What was found of a file that there are edits of: itself, or why not. */
export type Found = { reading: Reading } | { error: ErrorDescription };

/** How a document opens that there are edits of. */
export interface Restored {
  facts: Document;
  /** What the edits are based on. */
  base: KeptDraft['base'];
  /** Whether the edits are what is stored already, so that nothing is left of them. */
  done: boolean;
  trouble: Trouble | null;
}

function factsOf({ store, key }: FileName, { base, changedAt }: KeptDraft): Document {
  const version = base.version ?? '';
  const size = new TextEncoder().encode(base.text).length;
  const url = blobUrl(store, key, version);
  const unknown = { contentType: null, text: null, fetchText: false, readOnly: null, badByte: null };
  return { key, size, modifiedAt: changedAt, version, url, ...unknown };
}

/** What the edits are based on, as far as saves have come: one of which nobody knew may have been carried out. */
function baseNow({ base, saving }: KeptDraft, text: string): { text: string; done: boolean; same: boolean } {
  if (text === saving?.text) return { text, done: false, same: true };
  return { text: base.text, done: false, same: text === base.text };
}

/**
 * Holds edits from before against the file as it is now. They are an edit of it where it is what they are based on,
 * nothing where it holds them already, and a conflict where somebody else has written it since. Whatever became of
 * the file, the edits are there.
 */
export function restoreDraft(file: FileName, draft: KeptDraft, found: Found): Restored {
  const { base } = draft;
  const kept = { facts: factsOf(file, draft), base, done: false };
  if ('error' in found) {
    const { code, message, data } = found.error;
    const isGone = code === 'NOT_FOUND' && data.where === file.key;
    return {
      ...kept,
      trouble: isGone ? { kind: 'gone', found: 'looking' } : { kind: 'unreadable', message },
    };
  }
  const { facts, text } = found.reading;
  if (text === null) return { ...kept, facts, trouble: { kind: 'not-text', facts } };
  const now = baseNow(draft, text);
  if (text === restoreBytes(now.text, draft.text, draft.bom)) {
    return { facts, base: { text, version: facts.version }, done: true, trouble: null };
  }
  if (now.same) return { facts, base: { text, version: facts.version }, done: false, trouble: null };
  const trouble: Trouble = { kind: 'changed', found: 'looking', at: facts.modifiedAt };
  return { facts: { ...facts, version: base.version ?? '' }, base, done: false, trouble };
}
