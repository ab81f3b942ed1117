import { joinKey, keyProblem } from '#shared/format/keys.ts';

/** A file to upload, and its name in the session. */
export interface NamedFile {
  file: File;
  /** May contain `/`. */
  name: string;
}

/** Names of files put into a folder of the artifacts (`''`: right among them). */
export function inFolder(folder: string, files: readonly NamedFile[]): NamedFile[] {
  return files.map(({ file, name }) => ({ file, name: joinKey(folder, name) }));
}

/** Why a name cannot be an artifact's, in words; null when it can. */
export function artifactNameProblem(name: string): string | null {
  return keyProblem(name, 'folder');
}

/** The name with a number before its extension: `reports/final (2).md`. */
export function numberedName(name: string, number: number): string {
  const [, stem = name, extension = ''] = /^(.*[^/])(\.[^./]+)$/s.exec(name) ?? [];
  return `${stem} (${number})${extension}`;
}
