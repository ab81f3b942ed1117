import { registerCommands } from '../commands/commands.ts';
import { currentStore } from '../shell/current-store.ts';
import { registerOverlay } from '../shell/overlays.ts';
import { openTab } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';
import { registerRowActions } from '../tree/row-actions.ts';
import { CostQuestion } from './CostQuestion.tsx';

registerOverlay(CostQuestion);

registerCommands([
  {
    id: 'meter.open',
    title: 'Requests to the store',
    group: 'Store',
    icon: 'table',
    when: () => currentStore()?.state === 'open',
    run: () => {
      const store = currentStore();
      if (store) openTab({ kind: 'usage', store: store.id });
    },
  },
]);

registerRowActions([
  {
    id: 'store.usage',
    group: 'open',
    label: 'Requests',
    icon: 'table',
    when: ([item, more]) => !more && item?.kind === 'store' && storeById(item.store)?.state === 'open',
    run: ([item]) => item && openTab({ kind: 'usage', store: item.store }),
  },
]);
