import { z } from 'zod';
import { keepUiState, uiState } from '../shell/ui-state.ts';
import { introducedStores, markIntroduced } from './loading.ts';
import { selectOnly } from './selection.ts';
import { useRowSelection } from './tree-selection.ts';
import { allSorts, expandedRows, replaceExpanded, setSort, useTree } from './tree-store.ts';

const keptSchema = z.object({
  expanded: z.array(z.string()).max(2000),
  introduced: z.array(z.string()).max(1000),
  cursor: z.string().nullable(),
  scroll: z.number(),
  sorts: z.record(z.string(), z.enum(['store', 'newest', 'newest-by-day', 'oldest'])),
});

let scroll = 0;

/** Where the tree was scrolled to, in px. */
export function restoredScroll(): number {
  return scroll;
}

export function keepScroll(top: number): void {
  scroll = top;
  keep();
}

function keep(): void {
  keepUiState('tree', {
    expanded: [...expandedRows()].slice(0, 2000),
    introduced: introducedStores(),
    cursor: useRowSelection.getState().cursor,
    scroll,
    sorts: allSorts(),
  });
}

/** Brings back what was unfolded, selected and in view the last time, and keeps it from now on. */
export function restoreTree(): void {
  const kept = uiState('tree', keptSchema);
  if (kept) {
    markIntroduced(kept.introduced);
    replaceExpanded(kept.expanded);
    for (const [store, sort] of Object.entries(kept.sorts)) setSort(store, sort);
    if (kept.cursor) useRowSelection.setState(selectOnly(kept.cursor));
    ({ scroll } = kept);
  }
  useTree.subscribe((now, before) => {
    if (now.flat !== before.flat) keep();
  });
  useRowSelection.subscribe(keep);
}
