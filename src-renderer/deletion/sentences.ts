import type { DeletionTarget } from '#shared/contract/deletion.ts';
import type { Deleted } from '#shared/model/app.ts';
import type { Guarded } from '#shared/model/guarantee.ts';
import { leftOpenWords } from '../guarantee/words.ts';
import { nameOfKey, shortId } from '../shell/names.ts';
import { formatBytes, plural } from '../words/numbers.ts';

const files = (count: number, bytes: number) => `${plural(count, 'file')}, ${formatBytes(bytes)}`;

/** What a deletion would take, for the question before it. */
export function whatWillBeDeleted(
  preview: { files: number; bytes: number; requests: number | null },
  place: string,
  days: number,
  warnRequests: number,
): string {
  const costly = preview.requests !== null && preview.requests > warnRequests;
  const cost = costly ? ` This takes about ${plural(preview.requests ?? 0, 'request')} to the bucket.` : '';
  const they = preview.files === 1 ? 'It stays' : 'They stay';
  return `${files(preview.files, preview.bytes)}, in ${place}. ${they} on this machine for ${plural(days, 'day')}, and can be brought back.${cost}`;
}

const uuid = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/** What was deleted, with ids as short as elsewhere. */
export function nameOfDeleted({ what }: Deleted): string {
  return what.replaceAll(uuid, '$1');
}

/** What was deleted at one stroke, and what could not be ruled out in doing so. */
export function whatWasDeleted(
  deleted: readonly Deleted[],
  days: number,
  guarded: Guarded | null = null,
): string {
  const count = deleted.reduce((sum, one) => sum + one.files, 0);
  const bytes = deleted.reduce((sum, one) => sum + one.bytes, 0);
  const [first] = deleted;
  const what =
    deleted.length === 1 && first
      ? `${nameOfDeleted(first)} is deleted`
      : `${deleted.length} things are deleted`;
  const open = guarded && leftOpenWords(guarded, count);
  return `${what}: ${files(count, bytes)}. Kept on this machine for ${plural(days, 'day')}.${open === null ? '' : ` ${open}`}`;
}

const shown = 3;

/** What an undo brought back, with the files that it left alone. */
export function whatWasRestored(restored: number, kept: readonly string[]): string {
  const back = `${plural(restored, 'file')} ${restored === 1 ? 'is' : 'are'} back.`;
  if (kept.length === 0) return back;
  const names =
    kept.slice(0, shown).join(', ') + (kept.length > shown ? ` and ${kept.length - shown} more` : '');
  return `${back} Left as they are now, because they exist again: ${names}.`;
}

/** The question: what is about to be deleted. */
export function titleOf(targets: readonly DeletionTarget[]): string {
  const [only] = targets;
  if (!only) return '';
  if (targets.length > 1) {
    const sessions = targets.filter((target) => target.kind === 'session').length;
    return sessions === targets.length
      ? `Delete ${sessions} sessions?`
      : `Delete ${countOf(targets)} things?`;
  }
  switch (only.kind) {
    case 'session':
      return `Delete session ${shortId(only.session)}?`;
    case 'node':
      return `Delete the scratch and summary of ${only.node}?`;
    case 'files':
      return only.keys.length === 1
        ? `Delete ${nameOfKey(only.keys[0] ?? '')}?`
        : `Delete ${plural(only.keys.length, 'file')}?`;
  }
}

const countOf = (targets: readonly DeletionTarget[]) =>
  targets.reduce((sum, target) => sum + (target.kind === 'files' ? target.keys.length : 1), 0);
