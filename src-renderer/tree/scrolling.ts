import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import type { FlatList } from './flat-list.ts';
import { type Anchor, anchorAt, scrollFor } from './geometry.ts';
import { keepAnchor, restoredAnchor } from './restore.ts';
import { useRowSelection } from './tree-selection.ts';
import { dataOf, useTree } from './tree-store.ts';

type Virtual = Virtualizer<HTMLDivElement, Element>;

/**
 * Holds the row at the top of the view in its place while rows come and go above it, and brings the last start's one
 * back. Returns what to call when the tree was scrolled.
 */
export function useAnchor(flat: FlatList, scroller: RefObject<HTMLDivElement | null>): () => void {
  const anchor = useRef<Anchor | null>(restoredAnchor());
  const restoring = useRef(anchor.current !== null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !anchor.current) return;
    const top = scrollFor(flat, anchor.current);
    if (top === null) return;
    if (Math.abs(element.scrollTop - top) >= 1) element.scrollTop = top;
    if (Math.abs(element.scrollTop - top) < 1) restoring.current = false;
  }, [flat, scroller]);
  return () => {
    const top = scroller.current?.scrollTop ?? 0;
    if (restoring.current && top === 0) return;
    restoring.current = false;
    anchor.current = anchorAt(flat, top);
    keepAnchor(anchor.current);
  };
}

/** A new filter shows its first matches; without one, the focused row is in view again. */
export function useShowMatches(virtual: Virtual): void {
  const applied = useTree((state) => state.applied);
  const before = useRef(applied);
  useEffect(() => {
    if (before.current === applied) return;
    before.current = applied;
    const { cursor } = useRowSelection.getState();
    const index = cursor === null ? -1 : useTree.getState().flat.indexOf(cursor);
    if (applied === '' && index >= 0) virtual.scrollToIndex(index, { align: 'center' });
    else virtual.scrollToOffset(0);
  }, [applied, virtual]);
}

const isUnlisted = (store: StoreId) => ['none', 'loading'].includes(dataOf(store).listing);

/** Brings a row into view that was asked for, once it is there. */
export function useReveal(virtual: Virtual): void {
  const flat = useTree((state) => state.flat);
  const revealing = useTree((state) => state.revealing);
  useEffect(() => {
    const index = revealing === null ? -1 : flat.indexOf(revealing);
    if (index < 0) return;
    const row = flat.at(index);
    // A store shows what it holds: it goes to the top, as soon as there is something below it.
    virtual.scrollToIndex(index, { align: row?.kind === 'store' ? 'start' : 'auto' });
    if (row?.kind === 'store' && row.store.state === 'open' && isUnlisted(row.store.id)) return;
    useTree.setState({ revealing: null });
  }, [flat, revealing, virtual]);
}
