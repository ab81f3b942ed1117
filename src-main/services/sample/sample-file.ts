/** One file of the sample: its key in the store, what it holds, and when it was written. */
export interface SampleFile {
  readonly key: string;
  readonly content: string | Uint8Array;
  readonly minutesAgo: number;
}

/** Files that were all written at one time. */
export function writtenTogether(
  files: readonly Pick<SampleFile, 'key' | 'content'>[],
  minutesAgo: number,
): readonly SampleFile[] {
  return files.map((file) => ({ ...file, minutesAgo }));
}
