import { type ErrorCode, isStoreError, StoreError } from '#shared/errors.ts';

/** What node:sqlite throws, as far as this looks at it. */
interface SqliteError {
  readonly errcode: number;
  readonly errstr: string;
}

/** By SQLite's primary result code. */
const meanings: Readonly<Record<number, [ErrorCode, string]>> = {
  5: ['BUSY', 'another process holds it. Try again in a moment.'],
  6: ['BUSY', 'another process holds it. Try again in a moment.'],
  8: ['FORBIDDEN', 'it is write-protected. Make the app’s home folder writable and try again.'],
  10: [
    'NO_SPACE',
    'the disk fails or is full. Free some space on the disk of the app’s home folder and try again.',
  ],
  13: ['NO_SPACE', 'the disk is full. Free some space on the disk of the app’s home folder and try again.'],
  14: ['FORBIDDEN', 'it cannot be opened. Make the app’s home folder writable and try again.'],
};

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}

/** Whether it says that the database is damaged, or none. */
export function saysDamaged(error: unknown): boolean {
  return isSqliteError(error) && [11, 26].includes(error.errcode & 0xff);
}

/** The StoreError for what the database or the disk beside it refused; null for a defect. */
export function refusal(error: unknown): StoreError | null {
  if (isStoreError(error)) return error;
  const opening = 'The app’s own database (journal.db) could not be used:';
  if (isSqliteError(error)) {
    const [code, why] = meanings[error.errcode & 0xff] ?? ['INTERNAL', `it answers “${error.errstr}”.`];
    return new StoreError(code, `${opening} ${why}`, { cause: `SQLITE ${error.errcode} ${error.errstr}` });
  }
  const errno = error instanceof Error && 'code' in error ? String(error.code) : '';
  const numbers: Record<string, number> = {
    ENOSPC: 13,
    EDQUOT: 13,
    EIO: 10,
    EROFS: 8,
    EACCES: 14,
    EPERM: 14,
  };
  if (!(error instanceof Error && 'syscall' in error)) return null;
  const [code, why] = meanings[numbers[errno] ?? 0] ?? ['INTERNAL', `the disk answers ${errno}.`];
  return new StoreError(code, `${opening} ${why}`, { cause: errno });
}
