import type { Entry } from '#storage/backend.ts';

/** Files by key, as they were when they were looked at. */
export type Seen = ReadonlyMap<string, Entry>;

/** A file that is another than before; null where it is gone. */
export interface Change {
  readonly key: string;
  readonly now: Entry | null;
  /** False where it was only written again: the content is the same. */
  readonly differs: boolean;
}

/** Whether two looks at a file show the same content, as far as facts tell. */
export function sameContent(before: Entry, now: Entry): boolean {
  if (before.version !== null && now.version !== null) return before.version === now.version;
  return before.size === now.size && before.modifiedAt === now.modifiedAt;
}

/** What became of one file between two looks; null where nothing did. */
export function changeOf(key: string, before: Entry | undefined, now: Entry | null): Change | null {
  if (!now) return before ? { key, now, differs: true } : null;
  const differs = !before || !sameContent(before, now);
  return differs || before.modifiedAt !== now.modifiedAt ? { key, now, differs } : null;
}

/** What became of files between two looks. */
export function changesBetween(before: Seen, now: Seen): Change[] {
  const keys = new Set([...before.keys(), ...now.keys()]);
  return [...keys].flatMap((key) => changeOf(key, before.get(key), now.get(key) ?? null) ?? []);
}
