import type { Version } from '#shared/model/history.ts';
import { beforeOf } from './version-rows.ts';

/** What a version is held against: the one before it, what the file holds now, or another one that was picked. */
export type Against = 'before' | 'now' | 'picked';

/** Which versions are looked at. */
export interface Choice {
  /** The one that the list stands on. */
  shown: string | null;
  /** The other one, by Shift or Ctrl and a click. */
  picked: string | null;
  against: Against;
}

export const noChoice: Choice = { shown: null, picked: null, against: 'before' };

/** Looks at one version. */
export function choose(choice: Choice, id: string): Choice {
  return { shown: id, picked: null, against: choice.against === 'picked' ? 'before' : choice.against };
}

/** Holds two versions against each other; picking what is picked already lets go of it. */
export function pick(choice: Choice, id: string): Choice {
  if (choice.shown === null || choice.shown === id) return choose(choice, id);
  if (choice.picked === id) return { ...choice, picked: null, against: 'before' };
  return { ...choice, picked: id, against: 'picked' };
}

/** Moves the end of the comparison while its start stands still, as Shift and the arrow keys do. */
export function extend(choice: Choice, id: string): Choice {
  if (choice.shown === null || choice.shown === id) return choose(choice, id);
  return { ...choice, picked: id, against: 'picked' };
}

/** Two versions, the older one first. `older` is missing where there is nothing to compare with. */
export interface Pair {
  older: Version | undefined;
  newer: Version;
}

/** What is to be shown of a choice; null while there is none. `now` is the version that the file holds. */
export function pairOf(
  versions: readonly Version[],
  choice: Choice,
  now: Version | undefined,
): (Pair & { shown: Version }) | null {
  const at = versions.findIndex(({ id }) => id === choice.shown);
  const shown = versions[at];
  if (!shown) return null;
  const other =
    choice.against === 'before'
      ? beforeOf(versions, at)
      : choice.against === 'now'
        ? now
        : versions.find(({ id }) => id === choice.picked);
  if (!other || other === shown) return { shown, newer: shown, older: undefined };
  return versions.indexOf(other) < at
    ? { shown, newer: other, older: shown }
    : { shown, newer: shown, older: other };
}

/**
 * The version that the file holds now, by the store's own token. Without one it is the newest that was ever in the
 * file; undefined where the file holds something that the timeline does not know.
 */
export function currentOf(
  versions: readonly Version[],
  token: string | null | undefined,
): Version | undefined {
  const newest = versions.find(({ reason }) => reason !== 'draft');
  if (token == null || newest?.version === null) return newest;
  return versions.find(({ reason, version }) => reason !== 'draft' && version === token);
}

/**
 * A choice among the versions that are read: where none is made, or its version is gone, the newest. Null where
 * older ones must be read first to know.
 */
export function within(versions: readonly Version[], more: boolean, choice: Choice): Choice | null {
  const isThere = (id: string | null) => id === null || versions.some((version) => version.id === id);
  if (isThere(choice.shown) && isThere(choice.picked))
    return choice.shown === null ? { ...choice, shown: versions[0]?.id ?? null } : choice;
  if (more) return null;
  const shown = isThere(choice.shown) ? choice.shown : (versions[0]?.id ?? null);
  const picked = isThere(choice.picked) ? choice.picked : null;
  return { shown, picked, against: picked === null ? 'before' : 'picked' };
}
