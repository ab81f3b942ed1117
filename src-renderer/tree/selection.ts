/** Which rows are selected. The cursor is the row that has the focus. Pure. */
export interface RowSelection {
  cursor: string | null;
  /** Where a stretch of Shift starts. */
  anchor: string | null;
  selected: ReadonlySet<string>;
}

export const noSelection: RowSelection = { cursor: null, anchor: null, selected: new Set() };

/** One row, and no other. */
export function selectOnly(id: string): RowSelection {
  return { cursor: id, anchor: id, selected: new Set([id]) };
}

/** Adds a row, or takes it out; it has the focus either way. */
export function toggleRow(selection: RowSelection, id: string): RowSelection {
  const selected = new Set(selection.selected);
  if (!selected.delete(id)) selected.add(id);
  return { cursor: id, anchor: id, selected };
}

/** The focus alone moves; what is selected stays. */
export function moveCursor(selection: RowSelection, id: string): RowSelection {
  return { ...selection, cursor: id };
}

/** At most this many rows in one stretch: more cannot be meant, nor be deleted in one go. */
export const longestStretch = 10_000;

/** All rows from the anchor to a row. */
export function extendTo(
  selection: RowSelection,
  id: string,
  list: { indexOf: (id: string) => number; at: (index: number) => { id: string; kind: string } | undefined },
): RowSelection {
  const anchor = selection.anchor ?? id;
  const from = list.indexOf(anchor);
  const to = list.indexOf(id);
  if (from < 0 || to < 0) return selectOnly(id);
  const step = from <= to ? 1 : -1;
  const selected = new Set<string>();
  for (let index = from; selected.size < longestStretch; index += step) {
    const row = list.at(index);
    if (row && row.kind !== 'group') selected.add(row.id);
    if (index === to) break;
  }
  return { cursor: id, anchor, selected };
}
