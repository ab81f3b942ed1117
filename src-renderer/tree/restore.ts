import { z } from 'zod';
import { keepUiState, uiState } from '../shell/ui-state.ts';
import type { Anchor } from './geometry.ts';
import { introducedStores, markIntroduced } from './loading.ts';
import { selectOnly } from './selection.ts';
import { useRowSelection } from './tree-selection.ts';
import { allSorts, expandedRows, replaceExpanded, restoreSorts, useTree } from './tree-store.ts';

const keptSchema = z.object({
  expanded: z.array(z.string()).max(2000),
  introduced: z.array(z.string()).max(1000),
  cursor: z.string().nullable(),
  anchor: z.object({ id: z.string(), into: z.number() }).nullable(),
  sorts: z.record(z.string(), z.enum(['store', 'newest', 'newest-by-day', 'oldest'])),
});

let anchor: Anchor | null = null;

/** What was at the top of the view the last time. */
export function restoredAnchor(): Anchor | null {
  return anchor;
}

export function keepAnchor(now: Anchor | null): void {
  anchor = now;
  keep();
}

function keep(): void {
  keepUiState('tree', {
    expanded: [...expandedRows()].slice(0, 2000),
    introduced: introducedStores(),
    cursor: useRowSelection.getState().cursor,
    anchor,
    sorts: allSorts(),
  });
}

/** Brings back what was unfolded, selected and in view the last time, and keeps it from now on. */
export function restoreTree(): void {
  const kept = uiState('tree', keptSchema);
  if (kept) {
    markIntroduced(kept.introduced);
    replaceExpanded(kept.expanded);
    restoreSorts(kept.sorts);
    if (kept.cursor) useRowSelection.setState(selectOnly(kept.cursor));
    ({ anchor } = kept);
  }
  useTree.subscribe((now, before) => {
    if (now.flat !== before.flat) keep();
  });
  useRowSelection.subscribe(keep);
}
