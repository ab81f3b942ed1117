/** A folder as main lists it. */
export interface FolderEntry {
  name: string;
  path: string;
  /** Whether it holds `sessions/`. */
  store: boolean;
}

const isHidden = (entry: FolderEntry) => entry.name.startsWith('.');

/** What the browser shows: stores first, hidden ones only when asked for, or when they are stores. */
export function shownFolders(folders: readonly FolderEntry[], hidden: boolean): FolderEntry[] {
  const shown = folders.filter((entry) => hidden || entry.store || !isHidden(entry));
  return [...shown.filter((entry) => entry.store), ...shown.filter((entry) => !entry.store)];
}

/** The first folder after `from` whose name starts with what was typed, around the end; −1 where none does. */
export function findByName(folders: readonly FolderEntry[], typed: string, from: number): number {
  const wanted = typed.toLowerCase();
  for (let step = 0; step < folders.length; step++) {
    const index = (from + step) % folders.length;
    if (folders[index]?.name.toLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}
