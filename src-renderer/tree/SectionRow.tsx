import { Icon } from '../components/Icon.tsx';
import { Menu } from '../components/Menu.tsx';
import type { Sort } from './order.ts';
import type { Row } from './rows.ts';
import { dataOf, setSort, sortOf } from './tree-store.ts';

/** The orders to choose from, with their words. */
export const sorts: readonly { sort: Sort; label: string }[] = [
  { sort: 'store', label: 'By name' },
  { sort: 'newest-by-day', label: 'Newest, by day' },
  { sort: 'newest', label: 'Newest first' },
  { sort: 'oldest', label: 'Oldest first' },
];

function SortMenu({ store }: { store: string }) {
  const current = sortOf(store);
  const label = sorts.find(({ sort }) => sort === current)?.label;
  return (
    <Menu
      items={sorts.map((choice) => ({
        label: choice.label,
        checked: choice.sort === current,
        run: () => setSort(store, choice.sort),
      }))}
    >
      <button
        type="button"
        tabIndex={-1}
        className="tree-sort"
        aria-label={`Order of sessions: ${label}`}
        data-own
      >
        {label}
        <Icon name="chevron-down" />
      </button>
    </Menu>
  );
}

/** A place of the store, with its count; sessions can be ordered once all their facts are known. */
export function SectionRow({ row }: { row: Extract<Row, { kind: 'section' }> }) {
  const { item, label } = row;
  const sortable = item.kind === 'section' && item.section === 'sessions' && dataOf(item.store).ordered;
  return (
    <>
      <span className="tree-name">{label}</span>
      <span className="tree-count">{row.count}</span>
      <span className="spacer" />
      {sortable && <SortMenu store={item.store} />}
    </>
  );
}
