import { maxEditableBytes } from '#shared/model/document.ts';
import { carries } from '#shared/text/carries.ts';
import { bytesOfContent } from '../contents.ts';
import { saysDamaged } from '../failures.ts';
import type { Journal } from '../journal.ts';
import type { LedgerEdit } from './fold.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether a text still holds an edit. False where one of the texts is none, or is not kept. */
export function carriesEdit(journal: Journal, edit: LedgerEdit, content: number): boolean {
  const base = edit.base === null ? '' : textOf(journal, edit.base.content);
  const mine = textOf(journal, edit.content);
  const theirs = textOf(journal, content);
  return base !== null && mine !== null && theirs !== null && carries(base, mine, theirs);
}

function textOf(journal: Journal, content: number): string | null {
  const size = journal.sql('SELECT size FROM contents WHERE id = ?').get(content)?.size;
  if (size === undefined || Number(size) > maxEditableBytes) return null;
  try {
    const bytes = bytesOfContent(journal, content);
    return bytes.length === Number(size) ? decoder.decode(bytes) : null;
  } catch (error) {
    // A content whose file is spoilt must not stand in the way of the next save.
    if (saysDamaged(error)) throw error;
    return null;
  }
}
