import { registerCommands } from '../commands/commands.ts';
import { registerOverlay } from '../shell/overlays.ts';
import { useSelection } from '../shell/selection.ts';
import { askNewNode, askNewSession, askStatus } from './dialogs.ts';
import { SessionDialogs } from './SessionDialogs.tsx';
import { writableSession, writableStore } from './selected.ts';

function newNode(): void {
  const found = writableSession();
  const { selected } = useSelection.getState();
  const workflow = selected && 'workflow' in selected ? selected.workflow : '';
  if (found) askNewNode(found.store, found.session, workflow);
}

import './row-actions.ts';

registerCommands([
  {
    id: 'session.new',
    title: 'New session…',
    group: 'Session',
    icon: 'plus',
    when: () => writableStore() !== null,
    run: () => {
      const store = writableStore();
      if (store) askNewSession(store);
    },
  },
  {
    id: 'session.newNode',
    title: 'New node…',
    group: 'Session',
    icon: 'node',
    when: () => writableSession() !== null,
    run: newNode,
  },
  {
    id: 'session.setStatus',
    title: 'Set the status…',
    group: 'Session',
    icon: 'status-completed',
    when: () => writableSession() !== null,
    run: () => {
      const found = writableSession();
      if (found) askStatus(found.store, found.session);
    },
  },
]);

registerOverlay(SessionDialogs);
