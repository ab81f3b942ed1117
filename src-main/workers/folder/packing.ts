import type { Entry, LevelPage, ListBatch } from '#storage/backend.ts';

/** Entries as a few large values: cloning a hundred thousand small objects between threads takes long. */
export interface PackedEntries {
  readonly keys: string;
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  /** Empty where there is none. */
  readonly versions: string;
}

export interface PackedLevel extends Omit<LevelPage, 'folders' | 'files'> {
  readonly folders: string;
  readonly files: PackedEntries;
}

export interface PackedBatch extends Omit<ListBatch, 'entries'> {
  readonly entries: PackedEntries;
}

/** No name on a disk holds it. */
const separator = '\0';

/** Joins names that are not empty; no names give an empty string. */
export function packNames(names: readonly string[]): string {
  return names.join(separator);
}

export function unpackNames(packed: string): string[] {
  return packed === '' ? [] : packed.split(separator);
}

export function packLevel(page: LevelPage): PackedLevel {
  return { ...page, folders: packNames(page.folders), files: packEntries(page.files) };
}

export function unpackLevel(packed: PackedLevel): LevelPage {
  return { ...packed, folders: unpackNames(packed.folders), files: unpackEntries(packed.files) };
}

export function packBatch(batch: ListBatch): PackedBatch {
  return { ...batch, entries: packEntries(batch.entries) };
}

export function unpackBatch(packed: PackedBatch): ListBatch {
  return { ...packed, entries: unpackEntries(packed.entries) };
}

function packEntries(entries: readonly Entry[]): PackedEntries {
  return {
    keys: packNames(entries.map((entry) => entry.key)),
    sizes: Float64Array.from(entries, (entry) => entry.size),
    times: Float64Array.from(entries, (entry) => entry.modifiedAt),
    versions: packNames(entries.map((entry) => entry.version ?? '')),
  };
}

function unpackEntries(packed: PackedEntries): Entry[] {
  const versions = packed.versions.split(separator);
  return unpackNames(packed.keys).map((key, at) => ({
    key,
    size: packed.sizes[at] ?? -1,
    modifiedAt: packed.times[at] ?? 0,
    version: versions[at] || null,
  }));
}
