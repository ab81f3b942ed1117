import type { IconName } from '../components/Icon.tsx';
import type { MenuItem } from '../components/Menu.tsx';
import type { TreeItem } from './item.ts';

/** Something that can be done with rows of the tree: in their menu, by its keys, or by name. */
export interface RowAction {
  /** `delete` and `rename` are called by Delete and F2. */
  id: string;
  /** The menu's part it stands in, from top to bottom. */
  group: 'open' | 'new' | 'change' | 'copy' | 'outside' | 'store' | 'delete';
  label: string | ((items: readonly TreeItem[]) => string);
  icon?: IconName;
  /** Shown beside it; the tree itself handles Delete and F2. */
  keys?: string;
  danger?: boolean;
  /** Whether it applies to what is selected. */
  when: (items: readonly TreeItem[]) => boolean;
  /** Whether it can be done now; false shows it greyed. */
  enabled?: (items: readonly TreeItem[]) => boolean;
  run: (items: readonly TreeItem[]) => void;
}

const groups: readonly RowAction['group'][] = ['open', 'new', 'change', 'copy', 'outside', 'store', 'delete'];
const actions = new Map<string, RowAction>();

/** Adds actions; features do so once, when they are loaded. */
export function registerRowActions(added: readonly RowAction[]): void {
  for (const action of added) actions.set(action.id, action);
}

/** Carries an action out, if it applies. Answers whether it did. */
export function runRowAction(id: string, items: readonly TreeItem[]): boolean {
  const action = actions.get(id);
  if (!action || items.length === 0 || !action.when(items) || action.enabled?.(items) === false) return false;
  action.run(items);
  return true;
}

/** The menu of what is selected. */
export function rowMenu(items: readonly TreeItem[]): MenuItem[] {
  const menu: MenuItem[] = [];
  for (const group of groups) {
    const fitting = [...actions.values()].filter((action) => action.group === group && action.when(items));
    if (fitting.length > 0 && menu.length > 0) menu.push('separator');
    for (const action of fitting)
      menu.push({
        label: typeof action.label === 'string' ? action.label : action.label(items),
        icon: action.icon,
        keys: action.keys,
        danger: action.danger ?? false,
        disabled: action.enabled?.(items) === false,
        run: () => action.run(items),
      });
  }
  return menu;
}
