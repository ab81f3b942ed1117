import { flushSync } from 'react-dom';
import { registerCommands } from '../commands/commands.ts';
import { useLayout } from '../shell/layout.ts';
import { onRefresh, refreshAll } from '../shell/refresh.ts';
import { activeTab } from '../shell/tabs.ts';
import { storeById, useStores } from '../stores/stores.ts';
import { collapseAll } from './actions.ts';
import { refreshStore, refreshTree } from './refresh.ts';
import { revealTab, rowsOf } from './reveal.ts';
import { registerRowActions } from './row-actions.ts';
import './common-actions.ts';
import { sorts } from './SectionRow.tsx';
import { dataOf, setSort } from './tree-store.ts';

const anyStore = () => (useStores.getState().stores?.length ?? 0) > 0;

function focusFilter(): void {
  // At once, so that the next key is already text.
  flushSync(() => useLayout.setState({ sidebarOpen: true }));
  const field = document.querySelector('#tree-filter, [data-filter]');
  if (field instanceof HTMLInputElement) field.select();
}

onRefresh(refreshTree);

registerCommands([
  {
    id: 'tree.filter',
    title: 'Filter the stores',
    group: 'Go',
    icon: 'filter',
    keys: '/',
    when: anyStore,
    run: focusFilter,
  },
  {
    id: 'tree.refresh',
    title: 'Refresh',
    group: 'View',
    icon: 'refresh',
    keys: ['F5', 'Mod+R'],
    run: refreshAll,
  },
  {
    id: 'tree.reveal',
    title: 'Show the open tab in the tree',
    group: 'Go',
    when: () => {
      const tab = activeTab();
      return tab !== null && rowsOf(tab.ref) !== null;
    },
    run: () => {
      const tab = activeTab();
      if (tab) revealTab(tab.ref);
    },
  },
  {
    id: 'tree.collapse',
    title: 'Fold all',
    group: 'View',
    icon: 'collapse',
    when: anyStore,
    run: collapseAll,
  },
]);

registerRowActions(
  sorts.map(({ sort, label }) => ({
    id: `sort.${sort}`,
    group: 'change',
    label,
    when: ([item, more]) => !more && item?.kind === 'section' && item.section === 'sessions',
    enabled: ([item]) => item !== undefined && (sort === 'store' || dataOf(item.store).ordered),
    run: ([item]) => item && setSort(item.store, sort),
  })),
);

registerRowActions([
  {
    id: 'store.refresh',
    group: 'store',
    label: 'Refresh',
    icon: 'refresh',
    keys: 'F5',
    when: ([item, more]) => !more && item?.kind === 'store' && storeById(item.store)?.state === 'open',
    run: ([item]) => item && void refreshStore(item.store),
  },
]);
