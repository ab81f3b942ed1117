import { noteSaving, type SavedDraft, settleSaved } from './drafts.ts';
import type { Journal } from './journal.ts';
import { beginChange, type Change, confirmChange, type Done } from './versions.ts';

/** As `beginChange`; with the draft whose text it is, which learns that it is being saved. */
export function beginSave(
  journal: Journal,
  { draft, ...change }: Change & { draft?: SavedDraft | undefined },
): { id: number; hash: string | null } | null {
  const begun = beginChange(journal, change);
  if (draft && begun?.hash) noteSaving(journal, draft, begun.hash);
  return begun;
}

/** As `confirmChange`; the draft whose text it is goes with it, or what was typed since is based on it. */
export function confirmSave(
  journal: Journal,
  { draft, ...done }: Done & { draft?: SavedDraft | undefined },
): void {
  confirmChange(journal, done);
  const { content, version, now, store, key } = done;
  if (draft && content && version !== null)
    settleSaved(journal, { draft, file: { store, key }, what: content, version, now });
}
