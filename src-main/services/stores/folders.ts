import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StoreError } from '#shared/errors.ts';
import { compareKeys } from '#shared/format/keys.ts';
import { inParallel } from '../in-parallel.ts';

/** A folder as the app's own folder browser shows it. */
export interface FolderListing {
  path: string;
  parent: string | null;
  folders: { name: string; path: string; store: boolean }[];
}

/** Folders inside a folder (null: the home folder), hidden ones last, for a host without a dialog. */
export async function browseFolder(path: string | null): Promise<FolderListing> {
  const folder = resolve(path ?? homedir());
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'it does not exist' : 'you may not read it';
    throw new StoreError(
      error.code === 'ENOENT' ? 'NOT_FOUND' : 'FORBIDDEN',
      `“${folder}” cannot be shown: ${why}.`,
      {
        where: folder,
        ...(error.code === undefined ? {} : { cause: error.code }),
      },
    );
  });
  const names = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .sort((a, b) => Number(a.startsWith('.')) - Number(b.startsWith('.')) || compareKeys(a, b));
  const folders = await inParallel(names, 8, async (name) => {
    const inside = join(folder, name);
    return {
      name,
      path: inside,
      isFolder: await isFolder(inside),
      store: await isFolder(join(inside, 'sessions')),
    };
  });
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: folders.filter(({ isFolder: yes }) => yes).map(({ isFolder: _, ...entry }) => entry),
  };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
