import type { Virtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, RefObject } from 'react';
import { pageOf } from '../commands/list-keys.ts';
import { useTypedWord } from '../commands/typed-word.ts';
import { expandSiblings, openRow, setRowExpanded } from './actions.ts';
import { rowHeight } from './geometry.ts';
import { targetOf, typeAhead } from './navigate.ts';
import { runRowAction } from './row-actions.ts';
import { extendTo, moveCursor, selectOnly, toggleRow } from './selection.ts';
import { selectedItems, setSelection, useRowSelection } from './tree-selection.ts';
import { settleList, useTree } from './tree-store.ts';

type Virtual = Virtualizer<HTMLDivElement, Element>;

/** Opens the menu at the focused row. The menu key alone would open it at the tree's middle. */
function openMenu(scroller: HTMLElement | null, index: number): void {
  const row = scroller?.querySelector(`#tree-row-${index}`);
  const { left, bottom } = row?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
  row?.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 40, clientY: bottom }),
  );
}

/** ArrowLeft folds, or goes to the row that holds this one; ArrowRight unfolds, or goes in. */
function horizontal(key: string, index: number): number | null {
  const { flat } = useTree.getState();
  const row = flat.at(index);
  if (!row) return null;
  if (key === 'ArrowRight') {
    if (row.expanded === false) setRowExpanded(row, true);
    return row.expanded ? index + 1 : null;
  }
  if (row.expanded) {
    setRowExpanded(row, false);
    return null;
  }
  return row.parent === null ? null : flat.indexOf(row.parent);
}

/** Keys that act on the focused row. True when one did. */
function act(event: KeyboardEvent, index: number): boolean {
  const { flat } = useTree.getState();
  const row = flat.at(index);
  if (!row) return false;
  switch (event.key) {
    case 'Enter':
      openRow(row, { preview: false });
      return true;
    case ' ':
      setSelection(
        event.ctrlKey || event.metaKey ? toggleRow(useRowSelection.getState(), row.id) : selectOnly(row.id),
      );
      return true;
    case '*':
      expandSiblings(row);
      return true;
    case 'Delete':
      return runRowAction('delete', selectedItems());
    case 'F2':
      return runRowAction('rename', selectedItems());
    default:
      return false;
  }
}

/** A key that types something, but for those that act. */
function isLetter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && key !== '*' && !ctrlKey && !metaKey && !altKey;
}

/** The tree's keys, as WAI-ARIA describes them for a tree. */
export function useTreeKeys(virtual: Virtual, scroller: RefObject<HTMLDivElement | null>) {
  const wordWith = useTypedWord();
  const go = (index: number, event: KeyboardEvent) => {
    const { flat } = useTree.getState();
    const row = flat.at(index);
    if (!row) return;
    const selection = useRowSelection.getState();
    if (event.shiftKey && event.key !== '*') setSelection(extendTo(selection, row.id, flat));
    else if (event.ctrlKey || event.metaKey) setSelection(moveCursor(selection, row.id));
    else setSelection(selectOnly(row.id));
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  const search = (index: number, event: KeyboardEvent) => {
    go(typeAhead(useTree.getState().flat, index, wordWith(event.key)), event);
  };
  const move = (index: number, event: KeyboardEvent): boolean => {
    const { key } = event;
    const page = pageOf(scroller.current?.clientHeight ?? 0, rowHeight);
    const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
    const target = sideways ? horizontal(key, index) : targetOf(useTree.getState().flat, index, key, page);
    if (target !== null) go(target, event);
    return sideways || target !== null;
  };
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target instanceof HTMLButtonElement) return;
    settleList();
    const { cursor } = useRowSelection.getState();
    const index = cursor === null ? -1 : useTree.getState().flat.indexOf(cursor);
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      openMenu(scroller.current, index);
    } else if (isLetter(event)) search(index, event);
    else if (!event.altKey && (move(index, event) || act(event, index))) event.preventDefault();
  };
}
