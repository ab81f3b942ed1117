import { compareKeys } from '#shared/format/keys.ts';
import type { CallOptions, Entry, StorageBackend } from '#storage/backend.ts';

/** Keys of all files below a folder, sorted. Unlike a prefix, `a` does not take `ab/x` with it. */
export async function keysBelow(
  storage: StorageBackend,
  folder: string,
  options: CallOptions = {},
): Promise<string[]> {
  const keys = await storage.list(`${folder}/`, options);
  return keys.sort(compareKeys);
}

/** What lies directly in a folder: its files, and the names of the folders in it. */
export async function level(
  storage: StorageBackend,
  folder: string,
  options: CallOptions = {},
): Promise<{ folders: string[]; files: Entry[] }> {
  const folders: string[] = [];
  const files: Entry[] = [];
  let cursor: string | null = null;
  do {
    const page = await storage.listLevel(folder, { ...options, cursor, namesOnly: true });
    folders.push(...page.folders);
    files.push(...page.files);
    cursor = page.cursor;
  } while (cursor !== null);
  return { folders, files };
}

/** Whether any file lies below a folder. Folders are read one after the other until one is found. */
export async function holdsFile(
  storage: StorageBackend,
  folder: string,
  options: CallOptions = {},
): Promise<boolean> {
  const { folders, files } = await level(storage, folder, options);
  if (files.length > 0) return true;
  for (const name of folders) if (await holdsFile(storage, `${folder}/${name}`, options)) return true;
  return false;
}
