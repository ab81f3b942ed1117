import { registerCommands } from '../commands/commands.ts';
import { registerOverlay } from '../shell/overlays.ts';
import { useStores } from '../stores/stores.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { useList } from './list-state.ts';
import { NewGroup } from './NewGroup.tsx';

const anyConnection = () =>
  (useStores.getState().stores ?? []).some(({ location }) => location.kind !== 'memory');

registerCommands([
  {
    id: 'connections.import',
    title: 'Import connections…',
    group: 'Store',
    icon: 'upload',
    run: () => useList.setState({ dialog: 'import' }),
  },
  {
    id: 'connections.export',
    title: 'Export connections…',
    group: 'Store',
    icon: 'download',
    when: anyConnection,
    run: () => useList.setState({ dialog: 'export' }),
  },
]);

registerOverlay(NewGroup);
registerOverlay(ImportDialog);
registerOverlay(ExportDialog);
