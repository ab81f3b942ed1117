import { flushSync } from 'react-dom';
import type { StoreId } from '#shared/model/store.ts';
import { useLayout } from '../shell/layout.ts';
import type { TabRef } from '../shell/tab-ref.ts';
import { readContents } from './contents.ts';
import { rowId } from './rows.ts';
import { selectOnly } from './selection.ts';
import { setSelection } from './tree-selection.ts';
import { dataOf, setExpanded, setFilter, useTree } from './tree-store.ts';

const artifactKey = /^sessions\/([^/]+)\/artifacts\/(.+)$/;
const messagesKey = /^sessions\/([^/]+)\/messages\.json$/;

/** The row of a tab, after the rows that hold it; null for what the tree does not show. */
export function rowsOf(ref: TabRef): string[] | null {
  if (!('store' in ref) || ref.store === undefined) return null;
  const { store } = ref;
  const session = (id: string) => [
    rowId.store(store),
    rowId.section(store, 'sessions'),
    rowId.session(store, id),
  ];
  switch (ref.kind) {
    case 'session':
      return session(ref.session);
    case 'record':
      return [...session(ref.session), rowId.below(rowId.session(store, ref.session), 'record', '')];
    case 'node': {
      const workflow = rowId.below(rowId.session(store, ref.session), 'w', ref.workflow);
      return [...session(ref.session), workflow, rowId.below(workflow, 'n', ref.node)];
    }
    case 'conversation': {
      const id = messagesKey.exec(ref.key)?.[1];
      if (id !== undefined) return [...session(id), rowId.below(rowId.session(store, id), 'messages', '')];
      const section = rowId.section(store, 'history');
      return [rowId.store(store), section, rowId.below(section, 'h', ref.key)];
    }
    case 'file': {
      const [, id, path] = artifactKey.exec(ref.key) ?? [];
      if (id === undefined || path === undefined) return null;
      const root = rowId.session(store, id);
      const folders = path.split('/').slice(0, -1);
      const above = folders.map((_, depth) =>
        rowId.below(root, 'a', `${folders.slice(0, depth + 1).join('/')}/`),
      );
      return [...session(id), rowId.below(root, 'artifacts', ''), ...above, rowId.below(root, 'a', path)];
    }
    default:
      return null;
  }
}

/** Unfolds what holds a row, selects it and brings it into view. */
export function revealRow(id: string, above: readonly string[]): void {
  flushSync(() => useLayout.setState({ sidebarOpen: true }));
  if (useTree.getState().filter !== '') setFilter('');
  setExpanded(above, true);
  setSelection(selectOnly(id));
  useTree.setState({ revealing: id });
}

/** Shows a store's row, unfolded. */
export function revealStore(store: StoreId): void {
  const id = rowId.store(store);
  revealRow(id, [id]);
}

/** Shows a tab's row in the tree. Answers whether the tree has one. */
export function revealTab(ref: TabRef): boolean {
  const rows = rowsOf(ref);
  const id = rows?.at(-1);
  if (!rows || id === undefined) return false;
  if ('session' in ref && ref.kind !== 'session' && !dataOf(ref.store).contents.has(ref.session))
    void readContents(ref.store, ref.session);
  revealRow(id, rows.slice(0, -1));
  return true;
}
