import { registerCommands } from '../commands/commands.ts';
import { currentStore } from '../shell/current-store.ts';
import { registerOverlay } from '../shell/overlays.ts';
import { useSelection } from '../shell/selection.ts';
import { openTab } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';
import { ConfirmDelete } from './ConfirmDelete.tsx';
import { askDelete, undoLast, useDeletion } from './deletion.ts';
import { targetOf } from './targets.ts';

const selectedTarget = () => targetOf(useSelection.getState().selected);

import './row-actions.ts';

registerCommands([
  {
    id: 'deletion.delete',
    title: 'Delete what is selected…',
    group: 'Edit',
    icon: 'trash',
    when: () => {
      const found = selectedTarget();
      return found !== null && storeById(found.store)?.readOnly === false;
    },
    run: () => {
      const found = selectedTarget();
      if (found) return askDelete(found.store, [found.target]);
    },
  },
  {
    id: 'deletion.undo',
    title: 'Undo the last deletion',
    group: 'Edit',
    icon: 'undo',
    keys: 'Mod+Z',
    outsideText: true,
    when: () => useDeletion.getState().undoable.length > 0,
    run: undoLast,
  },
  {
    id: 'deletion.recent',
    title: 'Recently deleted',
    group: 'Store',
    icon: 'history',
    when: () => currentStore()?.state === 'open',
    run: () => {
      const store = currentStore();
      if (store) openTab({ kind: 'deleted', store: store.id });
    },
  },
]);

registerOverlay(ConfirmDelete);
