import type { DragEvent } from 'react';
import { rowDropFor } from './row-drop.ts';
import type { Row } from './rows.ts';
import { itemOf } from './tree-selection.ts';

const over = 'tree-row-drop';

function unmark(within: Element): void {
  within.querySelector(`.${over}`)?.classList.remove(over);
}

/** Handlers of the tree that hand drags over its rows to whoever takes them. */
export function useRowDrops(rowOf: (event: { target: EventTarget }) => Row | undefined) {
  const takerOf = (event: DragEvent) => {
    const item = itemOf(rowOf(event));
    const taker = item && rowDropFor(item, event.dataTransfer.types);
    return taker ? { item, taker } : null;
  };
  return {
    onDragOver(event: DragEvent) {
      unmark(event.currentTarget);
      if (!takerOf(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      if (event.target instanceof Element) event.target.closest('[data-index]')?.classList.add(over);
    },
    onDragLeave(event: DragEvent) {
      unmark(event.currentTarget);
    },
    onDrop(event: DragEvent) {
      unmark(event.currentTarget);
      const found = takerOf(event);
      if (!found) return;
      event.preventDefault();
      found.taker.drop(found.item, event.dataTransfer);
    },
  };
}
