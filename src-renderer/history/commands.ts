import { registerCommands } from '../commands/commands.ts';
import { historyKeys } from '../documents/keys.ts';
import { useSelection } from '../shell/selection.ts';
import { activeTab } from '../shell/tabs.ts';
import { fileOf, openHistory } from './open-history.ts';
import './row-actions.ts';

/** The file that is open, else the one that is selected. */
const fileNow = () => fileOf(activeTab()?.ref ?? null) ?? fileOf(useSelection.getState().selected);

registerCommands([
  {
    id: 'history.open',
    title: 'History of the file',
    group: 'View',
    icon: 'history',
    keys: historyKeys,
    when: () => fileNow() !== null,
    run: () => {
      const file = fileNow();
      if (file) openHistory(file.store, file.key);
    },
  },
]);
