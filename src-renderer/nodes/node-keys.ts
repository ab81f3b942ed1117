import type { TabOf } from '../shell/tab-ref.ts';

/**
 * Keys of a node's two files. Put together as they are, without the checks of `#shared/format/layout.ts`:
 * what a store holds already is opened whatever its name; main decides what may be written.
 */
export function nodeKeys({ session, workflow, node }: TabOf<'node'>): { scratch: string; summary: string } {
  const start = `sessions/${session}/${workflow}/${node}`;
  return { scratch: `${start}_scratch.md`, summary: `${start}_summary.md` };
}
