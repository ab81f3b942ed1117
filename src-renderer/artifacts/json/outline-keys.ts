import { stepOf } from '../../commands/list-keys.ts';
import { rowOfIndex } from './json-rows.ts';
import { isContainer, type JsonTable } from './json-table.ts';

/** What the keys of the tree work on. */
export interface OutlineState {
  table: JsonTable;
  rows: Uint32Array;
  folded: ReadonlySet<number>;
  /** The chosen value. */
  chosen: number;
  /** Rows that fit. */
  page: number;
}

export type OutlineAction = { choose: number } | { fold: number; folded: boolean };

/** What a key does; null for any other key. */
export function actionOfKey(key: string, state: OutlineState): OutlineAction | null {
  const { table, rows, folded, chosen, page } = state;
  const row = Math.max(0, rowOfIndex(rows, chosen));
  const to = (target: number): OutlineAction => ({
    choose: rows[Math.min(Math.max(0, target), rows.length - 1)] ?? 0,
  });
  const unfolded = isContainer(table, chosen) && !folded.has(chosen);
  const step = stepOf(key, page);
  if (step !== null) return to(row + step);
  switch (key) {
    case 'ArrowRight':
      if (!isContainer(table, chosen)) return null;
      return unfolded ? to(row + 1) : { fold: chosen, folded: false };
    case 'ArrowLeft':
      return unfolded && table.count[chosen] !== 0
        ? { fold: chosen, folded: true }
        : { choose: table.parent[chosen] ?? 0 };
    case 'Enter':
    case ' ':
      return isContainer(table, chosen) ? { fold: chosen, folded: unfolded } : null;
    default:
      return null;
  }
}
