import type { TreeItem } from './item.ts';

/** Takes what is dragged onto rows, e.g. files onto artifacts. */
export interface RowDrop {
  /** Whether something of this kind may be dropped on the row. `types` is the drag's `DataTransfer.types`. */
  accepts: (item: TreeItem, types: readonly string[]) => boolean;
  drop: (item: TreeItem, data: DataTransfer) => void;
}

const drops: RowDrop[] = [];

/** Adds a taker; features do so once, when they are loaded. */
export function registerRowDrop(drop: RowDrop): void {
  drops.push(drop);
}

/** Who takes a drag over a row; undefined where nobody does. */
export function rowDropFor(item: TreeItem, types: readonly string[]): RowDrop | undefined {
  return drops.find((drop) => drop.accepts(item, types));
}
