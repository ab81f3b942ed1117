import type { Draft, Row } from './rows.ts';

/** Rows of collapsed sessions that stand one below another: made when they are looked at, never held. */
export interface Run {
  length: number;
  /** Row at a place from 0 within the run. */
  rowAt: (place: number) => Row;
  /** Place of a row within the run, or −1. */
  placeOf: (id: string) => number;
}

type Piece = { start: number; rows: readonly Row[] } | { start: number; run: Run };

/**
 * The tree as one flat list. It holds rows for what is unfolded, and runs for the many that are not: 100,000
 * sessions cost as much as the few that are open.
 */
export class FlatList {
  readonly length: number;
  /** Where rows of a greater height stand. */
  readonly storeRows: ReadonlySet<number>;
  readonly #pieces: readonly Piece[];
  readonly #places = new Map<string, number>();

  constructor(parts: readonly (Row | Run)[]) {
    const pieces: Piece[] = [];
    const storeRows = new Set<number>();
    let start = 0;
    let rows: Row[] | null = null;
    for (const part of parts) {
      if ('rowAt' in part) {
        rows = null;
        if (part.length > 0) pieces.push({ start, run: part });
        start += part.length;
      } else {
        if (!rows) {
          rows = [];
          pieces.push({ start, rows });
        }
        if (part.kind === 'store') storeRows.add(start);
        this.#places.set(part.id, start);
        rows.push(part);
        start += 1;
      }
    }
    this.#pieces = pieces;
    this.length = start;
    this.storeRows = storeRows;
  }

  /** The row at an index; undefined outside the list. */
  at(index: number): Row | undefined {
    if (index < 0 || index >= this.length) return undefined;
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.start ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const piece = this.#pieces[low];
    if (!piece) return undefined;
    return 'run' in piece ? piece.run.rowAt(index - piece.start) : piece.rows[index - piece.start];
  }

  /** Index of a row, or −1. */
  indexOf(id: string): number {
    const place = this.#places.get(id);
    if (place !== undefined) return place;
    for (const piece of this.#pieces) {
      if (!('run' in piece)) continue;
      const found = piece.run.placeOf(id);
      if (found >= 0) return piece.start + found;
    }
    return -1;
  }
}

/** Gives drafts of rows their places among their siblings. */
export function placeRows(drafts: readonly Draft[]): Row[] {
  const sizes = new Map<string | null, number>();
  const isItem = (draft: Draft) => draft.kind !== 'group';
  for (const draft of drafts) if (isItem(draft)) sizes.set(draft.parent, (sizes.get(draft.parent) ?? 0) + 1);
  const places = new Map<string | null, number>();
  return drafts.map((draft) => {
    if (!isItem(draft)) return { ...draft, posInSet: 0, setSize: 0 };
    const posInSet = (places.get(draft.parent) ?? 0) + 1;
    places.set(draft.parent, posInSet);
    return { ...draft, posInSet, setSize: draft.setSize ?? sizes.get(draft.parent) ?? 1 };
  });
}
