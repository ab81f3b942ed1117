import { useEffect, useRef } from 'react';
import { allCommands, isEnabled, keysOf, runCommand } from '../commands/commands.ts';
import { Link } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu } from '../components/Menu.tsx';
import { Notice } from '../components/Notice.tsx';
import { refreshStores, useStores } from '../stores/stores.ts';
import { collapseAll } from './actions.ts';
import { FilterField } from './FilterField.tsx';
import { Tree } from './Tree.tsx';

/** The ways to open a store: every command of that name. */
function AddMenu() {
  const ways = allCommands().filter((command) => command.id.startsWith('store.open') && isEnabled(command));
  const items = ways.map((command) => ({
    label: command.title,
    icon: command.icon,
    keys: keysOf(command.id),
    run: () => void runCommand(command.id),
  }));
  return (
    <Menu items={items}>
      <button type="button" className="icon-button" aria-label="Add a store" title="Add a store">
        <Icon name="plus" />
      </button>
    </Menu>
  );
}

/** The stores, each a tree, with a field to filter them. */
export function Sidebar() {
  const stores = useStores((state) => state.stores);
  const error = useStores((state) => state.error);
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    const active = document.activeElement;
    if (active === document.body) region.current?.querySelector<HTMLElement>('.tree')?.focus();
  }, []);
  return (
    <nav ref={region} className="sidebar" aria-label="Stores" data-region="sidebar">
      <div className="panel-head">
        <h2>Stores</h2>
        <span className="spacer" />
        <IconButton icon="collapse" label="Fold all" onClick={collapseAll} />
        <AddMenu />
      </div>
      <FilterField />
      {error && (
        <Notice kind="error" actions={<Link onClick={() => void refreshStores()}>Try again</Link>}>
          {error.message}
        </Notice>
      )}
      {stores?.length === 0 ? (
        <p className="sidebar-empty">
          No store yet. Add one with the plus sign above: a folder that holds sessions/, or an S3 bucket.
        </p>
      ) : (
        <Tree />
      )}
    </nav>
  );
}
