import type { Shown } from '#shared/model/live.ts';

/** What is to be followed of one store, for all windows together. */
export interface Want {
  readonly list: boolean;
  /** Sessions of which all is wanted, the most important first. */
  readonly sessions: readonly string[];
  /** Sessions of which a row is shown, and no more. */
  readonly rows: readonly string[];
  readonly folders: readonly string[];
  readonly keys: readonly string[];
  /** Whether anybody can see it. */
  readonly visible: boolean;
}

/** What one window, or a part of the app, wants. */
export interface Wisher {
  readonly hidden: boolean;
  readonly shown: readonly Shown[];
}

/** Unites what is wanted, by store. Everyone's first wishes come before anyone's later ones. */
export function unite(wishers: Iterable<Wisher>): Map<string, Want> {
  const all = [...wishers].flatMap(({ hidden, shown }) => shown.map((part) => ({ hidden, part })));
  const byStore = Map.groupBy(all, ({ part }) => part.store);
  return new Map(
    [...byStore].map(([store, wishes]) => {
      // What can be seen goes first.
      const parts = wishes.toSorted((a, b) => Number(a.hidden) - Number(b.hidden)).map(({ part }) => part);
      const sessions = inTurn(parts.map((part) => part.sessions));
      const known = new Set(sessions);
      const want: Want = {
        list: parts.some((part) => part.list),
        sessions,
        rows: inTurn(parts.map((part) => part.rows)).filter((id) => !known.has(id)),
        folders: inTurn(parts.map((part) => part.folders)),
        keys: inTurn(parts.map((part) => part.keys)),
        visible: wishes.some(({ hidden }) => !hidden),
      };
      return [store, want];
    }),
  );
}

/** The first of each list, then the second of each, each once. */
function inTurn(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const turns = Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list[turn] ?? []));
  return [...new Set(turns.flat())];
}
