import { hash as digest } from 'node:crypto';
import { bytesOfContent, keepContent, tokenOf } from './contents.ts';
import { saysDamaged } from './failures.ts';
import type { Journal } from './journal.ts';
import { followChanged } from './ledger/ledgers.ts';

/** In milliseconds: after so long a pause, what a file held until then is a state of its own. */
const pause = 600_000;

/** A text that was read from a file. */
interface Read {
  readonly file: number;
  readonly bytes: Uint8Array;
  readonly version: string | null;
  readonly at: number;
  readonly now: number;
}

/**
 * Lets the newest state of a file become this text, where somebody goes on writing at its end: a scratch that grows
 * many times a second would else be kept whole each time. What was seen first stays for itself, and what was
 * written since is all in the newest. False where it is not so.
 */
export function growTo(journal: Journal, { file, bytes, version, at, now }: Read): boolean {
  const rows = journal
    .sql(
      `SELECT versions.id, versions.reason, versions.pending, versions.noted, versions.content, contents.hash,
         contents.size FROM versions LEFT JOIN contents ON contents.id = versions.content
       WHERE versions.file = ? ORDER BY versions.id DESC LIMIT 2`,
    )
    .all(file);
  const [newest, first] = rows;
  if (!newest || !first || !rows.every((row) => row.reason === 'found' && row.pending === 0)) return false;
  if (now - Number(newest.noted) > pause || !(newest.hash instanceof Uint8Array)) return false;
  const size = Number(newest.size);
  if (size >= bytes.length) return false;
  const beginning = digest('sha256', bytes.subarray(0, size), 'buffer');
  if (!beginning.equals(newest.hash)) return false;
  const kept = keepContent(journal, { bytes });
  journal
    .sql('UPDATE versions SET content = ?, version = ?, at = ?, noted = ? WHERE id = ?')
    .run(kept.id, tokenOf(kept, version), Math.round(at), Math.round(now), Number(newest.id));
  followChanged(journal, file, Number(newest.id));
  journal.unused.add(Number(newest.content));
  return true;
}

/** Whether a state that somebody else has written begins with these bytes, so that with it they are kept. */
export function beginsWith(journal: Journal, id: number, bytes: Uint8Array): boolean {
  const row = journal
    .sql(
      `SELECT contents.id, contents.size FROM versions JOIN contents ON contents.id = versions.content
       WHERE versions.id = ? AND versions.reason = 'found'`,
    )
    .get(id);
  if (!row || Number(row.size) < bytes.length) return false;
  try {
    const beginning = bytesOfContent(journal, Number(row.id)).subarray(0, bytes.length);
    return Buffer.compare(beginning, bytes) === 0;
  } catch (error) {
    // A content that is spoilt keeps nothing, and must not stand in the way of what comes.
    if (saysDamaged(error)) throw error;
    return false;
  }
}
