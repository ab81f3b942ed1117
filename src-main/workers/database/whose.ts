import type { Reason } from '#shared/model/history.ts';
import type { Journal } from './journal.ts';
import { fileId } from './timeline.ts';

/** A file as it was found: null where it is gone. */
export interface FoundFile {
  readonly key: string;
  readonly now: {
    readonly version: string | null;
    readonly modifiedAt: number;
    readonly size: number;
  } | null;
}

/** Who left a file as it is: this app, in whatever process; nobody yet, since it is about to; or somebody else. */
export type Whose = 'ours' | 'under way' | 'others';

/** In milliseconds: a change that was begun longer ago ended without a word. */
const underWay = 60_000;

/** Whose doing files of a store are, as they were found. */
export function whoseFiles(
  journal: Journal,
  { store, files, now }: { store: string; files: readonly FoundFile[]; now: number },
): Whose[] {
  return files.map((found) => {
    const newest = newestOf(journal, store, found.key);
    if (newest && newest.pending > 0) return now - newest.noted < underWay ? 'under way' : 'others';
    return newest && isOwn(newest) && isAs(newest, found.now) ? 'ours' : 'others';
  });
}

/** Whether a file was last changed by this app, as far as it is known. */
export function isOurs(journal: Journal, { store, key }: { store: string; key: string }): boolean {
  const newest = newestOf(journal, store, key);
  return newest !== null && newest.pending === 0 && isOwn(newest);
}

interface Newest {
  readonly reason: Reason;
  readonly at: number;
  readonly noted: number;
  readonly pending: number;
  readonly version: string | null;
  /** Null where there is no file. */
  readonly size: number | null;
}

function newestOf(journal: Journal, store: string, key: string): Newest | null {
  const file = fileId(journal, { store, key });
  if (file === null) return null;
  const row = journal
    .sql(
      `SELECT reason, at, noted, pending, version, hash, size FROM versions
       LEFT JOIN contents ON contents.id = versions.content
       WHERE file = ? AND reason <> 'draft' ORDER BY versions.id DESC LIMIT 1`,
    )
    .get(file);
  if (!row) return null;
  const version =
    row.version === '=' ? `sha256-${Buffer.from(row.hash as Uint8Array).toString('hex')}` : row.version;
  return { ...(row as unknown as Newest), version: version as string | null };
}

const isOwn = ({ reason }: Newest) => reason !== 'found' && reason !== 'gone';

/** Where its token is not known, a file's time and size tell. */
function isAs({ version, at, size }: Newest, now: FoundFile['now']): boolean {
  if (now === null || size === null) return now === null && size === null;
  return (
    (now.version !== null && now.version === version) ||
    (Math.round(now.modifiedAt) === at && now.size === size)
  );
}
