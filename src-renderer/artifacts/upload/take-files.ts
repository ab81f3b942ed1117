import type { StoreId } from '#shared/model/store.ts';
import { say } from '../../shell/said.ts';
import { storeById } from '../../stores/stores.ts';
import { droppedFiles, maxFiles, TooManyFiles } from './dropped-files.ts';
import { inFolder, type NamedFile } from './upload-names.ts';
import { uploadFiles } from './uploads.ts';

/** Where uploads go. */
export interface UploadPlace {
  store: StoreId;
  session: string;
  /** Folder that the artifacts' names make; `''` for none. */
  folder: string;
}

/** True where files can be put: the store is open and not read-only. */
export function canUpload(store: StoreId): boolean {
  const found = storeById(store);
  return found?.state === 'open' && !found.readOnly;
}

function start({ store, session, folder }: UploadPlace, files: readonly NamedFile[]): void {
  if (files.length > 0) void uploadFiles(store, session, inFolder(folder, files));
}

/** Uploads what was dropped. */
export async function takeDrop(place: UploadPlace, data: DataTransfer): Promise<void> {
  try {
    const files = await droppedFiles(data);
    if (files.length === 0)
      say({ kind: 'warning', text: 'There were no files in what was dropped, so nothing was uploaded.' });
    start(place, files);
  } catch (error) {
    const text =
      error instanceof TooManyFiles
        ? `More than ${maxFiles.toLocaleString('en')} files were dropped, so nothing was uploaded. Drop fewer at a time.`
        : 'What was dropped could not be read, so nothing was uploaded.';
    say({ kind: 'error', text });
  }
}

/** Lets the user choose files, and uploads them. */
export function chooseFiles(place: UploadPlace): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () =>
    start(
      place,
      [...(input.files ?? [])].map((file) => ({ file, name: file.name })),
    ),
  );
  input.click();
}
