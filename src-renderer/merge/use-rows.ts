import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { Rows } from './rows.ts';

type List = Virtualizer<HTMLElement, HTMLElement>;

const rowHeight = 20;

/** Draws only the rows in view, each as high as its text, and follows the block that is looked at. */
export function useRows<Kind extends string>(
  scroller: RefObject<HTMLElement | null>,
  rows: Rows<Kind>,
  { current, steps, head }: { current: number; steps: number; head: number },
): List {
  const list = useVirtualizer<HTMLElement, HTMLElement>({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: head,
    scrollPaddingStart: head,
    getItemKey: (row) => {
      const found = rows.at(row);
      return found ? `${found.segment.block} ${found.segment.kind} ${found.segment.from + found.step}` : row;
    },
  });
  // Only when another block is gone to: a choice may not make the text jump.
  const shown = useRef('');
  useEffect(() => {
    const now = `${current} ${steps}`;
    if (shown.current === now) return;
    shown.current = now;
    const first = rows.firstOf(current);
    if (first >= 0) list.scrollToIndex(Math.max(0, first - 2), { align: 'start' });
  });
  return list;
}
