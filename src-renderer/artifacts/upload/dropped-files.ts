import type { NamedFile } from './upload-names.ts';

/** More files at once are refused: a whole disk can be dropped by mistake. */
export const maxFiles = 2000;

/** Thrown where more was dropped than is taken. */
export class TooManyFiles extends Error {}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** Entries of a folder; the browser gives them in batches, the last of which is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return entries;
    entries.push(...batch);
    if (entries.length > maxFiles) throw new TooManyFiles();
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function collect(entry: FileSystemEntry, found: NamedFile[]): Promise<void> {
  const name = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) found.push({ file: await fileOf(entry), name });
  else if (isFolder(entry)) for (const inside of await entriesOf(entry)) await collect(inside, found);
  if (found.length > maxFiles) throw new TooManyFiles();
}

/**
 * The files that were dropped; those in folders carry the folder in their name. The entries are taken at once,
 * since the browser empties the transfer after the event.
 */
export async function droppedFiles(data: DataTransfer): Promise<NamedFile[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const plain = [...data.files];
  const found: NamedFile[] = [];
  for (const entry of entries) await collect(entry, found);
  return entries.length > 0 ? found : plain.map((file) => ({ file, name: file.name }));
}
