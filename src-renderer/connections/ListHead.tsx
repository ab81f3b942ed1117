import { keysOf, runCommand } from '../commands/commands.ts';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Menu, type MenuItem } from '../components/Menu.tsx';
import { TextField } from '../components/TextField.tsx';
import { showStores } from './list-actions.ts';
import { useList } from './list-state.ts';

/** Ways to a connection, and what is done with many. */
function addItems(): MenuItem[] {
  const command = (
    id: string,
    label: string,
    icon: 'bucket' | 'folder' | 'upload' | 'download',
  ): MenuItem => ({
    label,
    icon,
    keys: keysOf(id),
    run: () => void runCommand(id),
  });
  return [
    command('store.openS3', 'New connection to a bucket', 'bucket'),
    command('store.openFolder', 'Open a folder…', 'folder'),
    'separator',
    command('connections.import', 'Import connections…', 'upload'),
    command('connections.export', 'Export connections…', 'download'),
  ];
}

/** The name of the list, what can be added to it, and its filter. */
export function ListHead() {
  const filter = useList((state) => state.filter);
  return (
    <>
      <div className="panel-head">
        <h2>Connections</h2>
        <span className="spacer" />
        <IconButton icon="sidebar" label="Back to the stores" onClick={showStores} />
        <Menu items={addItems()}>
          <button
            type="button"
            className="icon-button"
            aria-label="Add a connection"
            title="Add a connection"
          >
            <Icon name="plus" />
          </button>
        </Menu>
      </div>
      <search className="tree-filter">
        <TextField
          data-filter
          icon="filter"
          keys="/"
          placeholder="Filter connections"
          aria-label="Filter connections"
          value={filter}
          onChange={(text) => useList.setState({ filter: text })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') useList.setState({ filter: '' });
            if (event.key !== 'Escape' && event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            event.currentTarget.closest('.sidebar')?.querySelector<HTMLElement>('.connections')?.focus();
          }}
        />
        {filter !== '' && (
          <IconButton
            icon="close"
            small
            label="Clear the filter"
            onClick={() => useList.setState({ filter: '' })}
          />
        )}
      </search>
    </>
  );
}
