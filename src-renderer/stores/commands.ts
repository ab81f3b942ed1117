import type { Store } from '#shared/model/store.ts';
import { type Command, registerCommands } from '../commands/commands.ts';
import { openConnections, removeConnection } from '../connections/list-actions.ts';
import { useAppInfo } from '../shell/app-info.ts';
import { currentStore } from '../shell/current-store.ts';
import { registerOverlay } from '../shell/overlays.ts';
import { closeStore, connectStore, copyPlace, revealInFolder, setReadOnly } from './actions.ts';
import { FolderBrowser } from './FolderBrowser.tsx';
import { openFolder, openMemory, openS3Form } from './open.ts';
import { RenameStore } from './RenameStore.tsx';
import { RootChoice } from './RootChoice.tsx';
import { askStoreName } from './rename.ts';

/** A command on the current store, offered where it makes sense for it. */
function onStore(
  command: Pick<Command, 'id' | 'title' | 'icon'>,
  fits: (store: Store) => boolean,
  run: (store: Store) => unknown,
): Command {
  return {
    ...command,
    group: 'Store',
    when: () => {
      const store = currentStore();
      return store !== null && fits(store);
    },
    run: async () => {
      const store = currentStore();
      if (store) await run(store);
    },
  };
}

/** The connection of the store that is looked at; of one in memory there is none. */
function connectionNow() {
  const store = currentStore();
  return store === null || store.location.kind === 'memory' ? null : store.id;
}

const isOpen = (store: Store) => store.state === 'open';
const canReveal = (store: Store) =>
  store.location.kind === 'folder' &&
  isOpen(store) &&
  useAppInfo.getState().info?.capabilities.reveal === true;

import './row-actions.ts';

registerCommands([
  {
    id: 'store.openFolder',
    title: 'Open a folder…',
    group: 'Store',
    icon: 'folder',
    keys: 'Mod+O',
    run: openFolder,
  },
  {
    id: 'store.openS3',
    title: 'Connect to S3…',
    group: 'Store',
    icon: 'bucket',
    keys: 'Mod+Shift+O',
    run: openS3Form,
  },
  {
    id: 'store.openConnections',
    title: 'Manage connections…',
    group: 'Store',
    icon: 'key',
    run: () => openConnections(connectionNow()),
  },
  {
    id: 'store.openSample',
    title: 'Open the sample store',
    group: 'Store',
    icon: 'session',
    run: () => openMemory('sample'),
  },
  {
    id: 'store.openScratch',
    title: 'Open a scratch store in memory',
    group: 'Store',
    icon: 'memory',
    run: () => openMemory('empty'),
  },
  onStore(
    { id: 'store.connect', title: 'Connect the store', icon: 'refresh' },
    (store) => !isOpen(store),
    (store) => connectStore(store.id),
  ),
  onStore(
    { id: 'store.settings', title: 'Change how the store is reached…', icon: 'key' },
    (store) => store.location.kind !== 'memory',
    (store) => openConnections(store.id),
  ),
  onStore(
    { id: 'store.rename', title: 'Rename the store…' },
    () => true,
    (store) => askStoreName(store.id),
  ),
  onStore(
    { id: 'store.readOnlyOn', title: 'Make the store read-only', icon: 'lock' },
    (store) => isOpen(store) && !store.readOnly,
    (store) => setReadOnly(store.id, true),
  ),
  onStore(
    { id: 'store.readOnlyOff', title: 'Allow changes to the store', icon: 'lock' },
    (store) => isOpen(store) && store.readOnly,
    (store) => setReadOnly(store.id, false),
  ),
  onStore(
    { id: 'store.copyPlace', title: 'Copy where the store lies', icon: 'copy' },
    (store) => store.location.kind !== 'memory',
    copyPlace,
  ),
  onStore({ id: 'store.reveal', title: 'Show the store in its folder', icon: 'folder' }, canReveal, (store) =>
    revealInFolder(store.id),
  ),
  onStore({ id: 'store.close', title: 'Close the store', icon: 'close' }, isOpen, (store) =>
    closeStore(store.id),
  ),
  onStore(
    { id: 'store.forget', title: 'Remove the store from the list', icon: 'minus' },
    () => true,
    (store) => removeConnection(store.id),
  ),
]);

registerOverlay(FolderBrowser);
registerOverlay(RootChoice);
registerOverlay(RenameStore);
