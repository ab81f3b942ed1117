import type { Store } from '#shared/model/store.ts';
import { registerCommands } from '../commands/commands.ts';
import { currentStore } from '../shell/current-store.ts';
import { openTab } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';
import { registerRowActions } from '../tree/row-actions.ts';

const isOpenBucket = (store: Store | null | undefined) =>
  store?.state === 'open' && store.location.kind === 's3';

registerCommands([
  {
    id: 'past.sessions',
    title: 'Deleted sessions of the bucket',
    group: 'Store',
    icon: 'trash',
    when: () => isOpenBucket(currentStore()),
    run: () => {
      const store = currentStore();
      if (store) openTab({ kind: 'past', store: store.id });
    },
  },
]);

registerRowActions([
  {
    id: 'store.deletedSessions',
    group: 'open',
    label: 'Deleted sessions of the bucket',
    icon: 'trash',
    when: ([item, more]) => !more && item?.kind === 'store' && isOpenBucket(storeById(item.store)),
    run: ([item]) => item && openTab({ kind: 'past', store: item.store }),
  },
  {
    id: 'session.deletedFiles',
    group: 'open',
    label: 'Deleted files in the bucket',
    icon: 'trash',
    when: ([item, more]) => !more && item?.kind === 'session' && isOpenBucket(storeById(item.store)),
    run: ([item]) =>
      item?.kind === 'session' && openTab({ kind: 'past', store: item.store, id: item.session }),
  },
]);
