import { StoreError } from '#shared/errors.ts';
import { indexAfter } from './sorting.ts';

/** The sorted names of one level of a folder. */
export interface LevelNames {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** A part of a level, and where the next begins. */
export interface NamesPage extends LevelNames {
  readonly cursor: string | null;
}

/**
 * The names after a cursor, folders before files. A cursor holds the last name that was given, so that it
 * stays good when the level is read anew.
 */
export function pageOf(level: LevelNames, cursor: string | null, limit: number): NamesPage {
  const [folderStart, fileStart] = startOf(level, cursor);
  const folders = level.folders.slice(folderStart, folderStart + limit);
  const files = level.files.slice(fileStart, fileStart + limit - folders.length);
  const ended =
    folderStart + folders.length >= level.folders.length && fileStart + files.length >= level.files.length;
  return { folders, files, cursor: ended ? null : cursorAfter(folders, files) };
}

function startOf(level: LevelNames, cursor: string | null): [number, number] {
  if (cursor === null) return [0, 0];
  const name = cursor.slice(1);
  if (cursor.startsWith('d')) return [indexAfter(level.folders, name), 0];
  if (cursor.startsWith('f')) return [level.folders.length, indexAfter(level.files, name)];
  throw new StoreError('INVALID', 'This is not a place in a listing: it was not given by one.');
}

function cursorAfter(folders: readonly string[], files: readonly string[]): string {
  const file = files.at(-1);
  return file === undefined ? `d${folders.at(-1) ?? ''}` : `f${file}`;
}

/** Throws `INVALID` unless a page can have this many entries. */
export function checkLimit(limit: number | undefined): number {
  if (limit === undefined) return Number.MAX_SAFE_INTEGER;
  if (Number.isSafeInteger(limit) && limit > 0) return limit;
  throw new StoreError('INVALID', `A page cannot have ${limit} entries.`);
}
