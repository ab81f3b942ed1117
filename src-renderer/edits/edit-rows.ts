import { sessionOf } from '#shared/format/layout.ts';
import type { Edit, Fate } from '#shared/model/history.ts';

/** Which edits are wanted. */
export interface EditFilter {
  fate: Fate | 'all';
  text: string;
}

/** The edits that a filter leaves. Every word must stand in the file's key. */
export function filterEdits(edits: readonly Edit[], { fate, text }: EditFilter): Edit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return edits.filter((edit) => {
    const key = edit.key.toLowerCase();
    return (fate === 'all' || edit.fate === fate) && words.every((word) => key.includes(word));
  });
}

/** How many edits have each fate. */
export function countFates(edits: readonly Edit[]): Record<Fate, number> {
  const counts = { there: 0, edited: 0, replaced: 0, reverted: 0, deleted: 0 };
  for (const { fate } of edits) counts[fate] += 1;
  return counts;
}

/** One line of the list: a session (null: files outside of sessions), or an edit in it. */
export type EditRow =
  | { kind: 'session'; session: string | null; count: number }
  | { kind: 'edit'; edit: Edit };

/** Edits by session, in each the newest first; the session with the newest edit comes first. */
export function editRows(edits: readonly Edit[]): EditRow[] {
  const newestFirst = edits.toSorted((a, b) => b.at - a.at);
  return [...Map.groupBy(newestFirst, ({ key }) => sessionOf(key))].flatMap(([session, group]): EditRow[] => [
    { kind: 'session', session, count: group.length },
    ...group.map((edit): EditRow => ({ kind: 'edit', edit })),
  ]);
}
