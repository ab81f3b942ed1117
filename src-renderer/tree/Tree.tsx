import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type FocusEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { ContextMenu } from '../components/Menu.tsx';
import { openRow, runMessageAction, setRowExpanded } from './actions.ts';
import { useRowDrops } from './drops.ts';
import { heightOf, rowHeight } from './geometry.ts';
import { useTreeKeys } from './keyboard.ts';
import { rowMenu } from './row-actions.ts';
import { useAnchor, useReveal, useShowMatches } from './scrolling.ts';
import { extendTo, selectOnly, toggleRow } from './selection.ts';
import { tellHidden } from './shown.ts';
import { TreeRow } from './TreeRow.tsx';
import { selectedItems, setSelection, useRowSelection } from './tree-selection.ts';
import { useTree } from './tree-store.ts';
import { lookAt } from './visible.ts';

/** Rows drawn beyond the view at either end. */
const overscan = 6;

/** The row that an event is about. */
function rowOf(event: { target: EventTarget }) {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
  if (!element) return undefined;
  return useTree.getState().flat.at(Number(element.dataset.index));
}

const within = (event: { target: EventTarget }, selector: string) =>
  event.target instanceof Element && event.target.closest(selector) !== null;

/** The tree has the focus, never a row: rows come and go while it is scrolled. */
function keepFocus(event: FocusEvent<HTMLDivElement>): void {
  if (event.target.role === 'treeitem') event.currentTarget.focus({ preventScroll: true });
}

function onClick(event: MouseEvent): void {
  const row = rowOf(event);
  if (!row || row.kind === 'group' || within(event, '[data-own]')) return;
  const selection = useRowSelection.getState();
  if (event.shiftKey) setSelection(extendTo(selection, row.id, useTree.getState().flat));
  else if (event.ctrlKey || event.metaKey) setSelection(toggleRow(selection, row.id));
  else {
    setSelection(selectOnly(row.id));
    if (row.kind === 'message' && row.action && within(event, '[data-act]')) runMessageAction(row.action);
    else if (within(event, '[data-twist]')) setRowExpanded(row, !row.expanded);
    else openRow(row, { preview: true });
  }
}

function onDoubleClick(event: MouseEvent): void {
  const row = rowOf(event);
  if (
    row &&
    'item' in row &&
    row.kind !== 'folder' &&
    row.kind !== 'section' &&
    !within(event, '[data-twist]')
  )
    openRow(row, { preview: false });
}

/** A menu is about the row it is opened on, or about all selected where it is one of them. */
function onContextMenu(event: MouseEvent): void {
  const row = rowOf(event);
  if (row && row.kind !== 'group' && !useRowSelection.getState().selected.has(row.id))
    setSelection(selectOnly(row.id));
}

/** Which element draws a row: scrolling fills the same ones anew, which costs half of making others. */
function slotOf(index: number, virtual: Virtualizer<HTMLDivElement, Element>): string | number {
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  if (index < startIndex - overscan || index > endIndex + overscan) return 'focused';
  return index % (Math.ceil((virtual.scrollRect?.height ?? 0) / rowHeight) + 2 * overscan + 2);
}

/** All stores as one tree: a flat list of which only what is in view is drawn. */
export function Tree() {
  const flat = useTree((state) => state.flat);
  useTree((state) => state.drawn);
  const { cursor, selected } = useRowSelection();
  const scroller = useRef<HTMLDivElement>(null);
  const cursorIndex = useMemo(() => (cursor === null ? -1 : flat.indexOf(cursor)), [flat, cursor]);
  const virtual = useVirtualizer({
    count: flat.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback(
      (index: number) => (flat.storeRows.has(index) ? `store ${index}` : index),
      [flat],
    ),
    estimateSize: useCallback((index: number) => heightOf(flat, index), [flat]),
    overscan,
    // The focused row is always drawn, so that screen readers can be told of it.
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = defaultRangeExtractor(range);
        if (cursorIndex < 0 || indexes.includes(cursorIndex)) return indexes;
        return [...indexes, cursorIndex].sort((a, b) => a - b);
      },
      [cursorIndex],
    ),
  });
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  const onScroll = useAnchor(flat, scroller);
  useShowMatches(virtual);
  useReveal(virtual);
  useEffect(() => lookAt(flat, startIndex, endIndex), [flat, startIndex, endIndex]);
  useEffect(() => tellHidden, []);
  const onKeyDown = useTreeKeys(virtual, scroller);
  const drops = useRowDrops(rowOf);
  return (
    <ContextMenu items={() => rowMenu(selectedItems())}>
      <div
        ref={scroller}
        className="tree"
        role="tree"
        aria-label="Stores and sessions"
        aria-multiselectable
        aria-activedescendant={cursorIndex >= 0 ? `tree-row-${cursorIndex}` : undefined}
        tabIndex={0}
        data-region-focus
        onKeyDown={onKeyDown}
        onFocus={keepFocus}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onContextMenu={onContextMenu}
        onScroll={onScroll}
        {...drops}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = flat.at(index);
            return (
              row && (
                <TreeRow
                  key={slotOf(index, virtual)}
                  row={row}
                  index={index}
                  top={start}
                  height={size}
                  selected={selected.has(row.id)}
                  focused={index === cursorIndex}
                />
              )
            );
          })}
        </div>
      </div>
    </ContextMenu>
  );
}
