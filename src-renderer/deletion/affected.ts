import type { DeletionTarget } from '#shared/contract/deletion.ts';
import type { TabRef } from '../shell/tab-ref.ts';

const within = (key: string, session: string) => key.startsWith(`sessions/${session}/`);

/** Whether a tab shows something that a deletion takes. */
export function isAffected(ref: TabRef, store: string, target: DeletionTarget): boolean {
  // A timeline outlives its file.
  if (!('store' in ref) || ref.store !== store || ref.kind === 'history') return false;
  switch (target.kind) {
    case 'session':
      if ('session' in ref) return ref.session === target.session;
      return 'key' in ref && within(ref.key, target.session);
    case 'node':
      return (
        ref.kind === 'node' &&
        ref.session === target.session &&
        ref.workflow === target.workflow &&
        ref.node === target.node
      );
    case 'files':
      if ('key' in ref) return target.keys.includes(ref.key);
      return ref.kind === 'record' && target.keys.includes(`sessions/${ref.session}/session.json`);
  }
}

/** One target where several can be taken as one: files of the same store. */
export function joinTargets(targets: readonly DeletionTarget[]): DeletionTarget[] {
  const keys = targets.flatMap((target) => (target.kind === 'files' ? target.keys : []));
  const others = targets.filter((target) => target.kind !== 'files');
  const pieces: DeletionTarget[] = [];
  for (let at = 0; at < keys.length; at += maxKeys)
    pieces.push({ kind: 'files', keys: keys.slice(at, at + maxKeys) });
  return [...others, ...pieces];
}

/** So many keys fit one call. */
const maxKeys = 1000;

/** The files that a deletion touches; a session by its folder. */
export function keysOf(target: DeletionTarget): string[] {
  switch (target.kind) {
    case 'session':
      return [`sessions/${target.session}`];
    case 'node':
      return ['scratch', 'summary'].map(
        (part) => `sessions/${target.session}/${target.workflow}/${target.node}_${part}.md`,
      );
    case 'files':
      return target.keys;
  }
}
