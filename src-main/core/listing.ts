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
