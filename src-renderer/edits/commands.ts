import { registerCommands } from '../commands/commands.ts';
import { registerDocumentNotice } from '../documents/notices.ts';
import { currentStore } from '../shell/current-store.ts';
import { openTab } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';
import { registerRowActions } from '../tree/row-actions.ts';
import { ReplacedNotice } from './ReplacedNotice.tsx';

registerCommands([
  {
    id: 'edits.open',
    title: 'Edits of the store',
    group: 'Store',
    icon: 'scratch',
    when: () => currentStore()?.state === 'open',
    run: () => {
      const store = currentStore();
      if (store) openTab({ kind: 'edits', store: store.id });
    },
  },
]);

registerRowActions([
  {
    id: 'store.edits',
    group: 'open',
    label: 'Edits',
    icon: 'scratch',
    when: ([item, more]) => !more && item?.kind === 'store' && storeById(item.store)?.state === 'open',
    run: ([item]) => item && openTab({ kind: 'edits', store: item.store }),
  },
]);

registerDocumentNotice('replaced', ReplacedNotice);
