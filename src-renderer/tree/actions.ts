import { openTab } from '../shell/tabs.ts';
import { connectStore as connect } from '../stores/actions.ts';
import { storeById } from '../stores/stores.ts';
import { readContents, readSections } from './contents.ts';
import { tabOf } from './item.ts';
import { listSessions } from './listing.ts';
import { isTopRow, type Row, type RowMessageAction, rowId } from './rows.ts';
import { searchMore } from './searching.ts';
import { itemOf } from './tree-selection.ts';
import { expandedRows, replaceExpanded, setConnecting, setExpanded, useTree } from './tree-store.ts';

/** Opens a remembered store again, and unfolds it. Why it cannot be opened stands below its row. */
export async function connectStore(store: string): Promise<void> {
  setExpanded([rowId.store(store)], true);
  setConnecting(store, true);
  await connect(store);
  setConnecting(store, false);
}

/** Unfolds or folds a row. */
export function setRowExpanded(row: Row, open: boolean): void {
  if (row.expanded === null || row.expanded === open) return;
  if (row.kind === 'store' && row.store.state !== 'open' && open) void connectStore(row.store.id);
  else setExpanded([row.id], open);
}

/** Unfolds all siblings of a row, within reason. */
export function expandSiblings(row: Row): void {
  const { flat } = useTree.getState();
  const siblings: string[] = [];
  const start = Math.max(0, flat.indexOf(row.id) - 200);
  for (let index = start; index < flat.length && siblings.length < 50; index++) {
    const other = flat.at(index);
    if (other && other.parent === row.parent && other.expanded === false) siblings.push(other.id);
  }
  setExpanded(siblings, true);
}

/** Opens what a row stands for, or unfolds it where it only holds others. */
export function openRow(row: Row, options: { preview: boolean }): void {
  if (row.kind === 'message') {
    if (row.action && !options.preview) runMessageAction(row.action);
    return;
  }
  const item = itemOf(row);
  const ref = item && tabOf(item);
  if (ref) openTab(ref, options);
  else if (row.expanded !== null) setRowExpanded(row, !row.expanded);
}

/** Carries out what a message in the tree offers. */
export function runMessageAction(action: RowMessageAction): void {
  const store = storeById(action.store);
  switch (action.do) {
    case 'list-more':
    case 'retry-list':
      if (store) void listSessions(store);
      return;
    case 'search-more':
      if (store) void searchMore(store);
      return;
    case 'retry-contents':
      if (action.session !== undefined) void readContents(action.store, action.session);
      return;
    case 'retry-sections':
      void readSections(action.store);
      return;
    case 'connect':
      void connectStore(action.store);
      return;
    case 'edit-connection':
      openTab({ kind: 'connect', store: action.store });
  }
}

/** Folds everything but stores and their sections. */
export function collapseAll(): void {
  replaceExpanded([...expandedRows()].filter(isTopRow));
}
