import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { maxEditableBytes } from '#shared/model/document.ts';
import { carries } from '#shared/text/carries.ts';
import { contentOf } from '../contents.ts';
import type { Journal } from '../journal.ts';
import type { LedgerEdit } from './fold.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether the text of a state still holds an edit. False where one of the texts is none, or is not kept. */
export function carriesEdit(journal: Journal, edit: LedgerEdit, state: number): boolean {
  const base = edit.base === null ? '' : textOf(journal, edit.base.id);
  const mine = textOf(journal, edit.id);
  const theirs = textOf(journal, state);
  return base !== null && mine !== null && theirs !== null && carries(base, mine, theirs);
}

function textOf(journal: Journal, version: number): string | null {
  const row = journal
    .sql(
      `SELECT contents.hash, contents.size FROM versions JOIN contents ON contents.id = versions.content
       WHERE versions.id = ?`,
    )
    .get(version);
  if (!row || Number(row.size) > maxEditableBytes) return null;
  const kept = contentOf(journal, { hash: Buffer.from(row.hash as Uint8Array).toString('hex') });
  if (kept === null) return null;
  try {
    const bytes = 'bytes' in kept ? kept.bytes : zstdDecompressSync(readFileSync(kept.file));
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
