import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { useAppInfo } from '../shell/app-info.ts';
import { say } from '../shell/said.ts';
import { openTab } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';
import { connectStore } from './actions.ts';
import { keyOf, type TreeItem, tabOf } from './item.ts';
import { registerRowActions } from './row-actions.ts';

const only = (items: readonly TreeItem[]): TreeItem | undefined =>
  items.length === 1 ? items[0] : undefined;

const capability = (name: 'reveal' | 'openOutside') =>
  useAppInfo.getState().info?.capabilities[name] === true;

/** Where an item lies, as the user would name it elsewhere: a path, or an `s3://` address. */
export function placeOf(item: TreeItem): string | null {
  const key = keyOf(item);
  const location = storeById(item.store)?.location;
  if (key === null || !location) return null;
  switch (location.kind) {
    case 'folder': {
      const windows = /^[a-z]:\\|^\\\\/i.test(location.path);
      const separator = windows ? '\\' : '/';
      const path = location.path.replace(/[/\\]$/, '');
      return key === '' ? location.path : path + separator + (windows ? key.replaceAll('/', '\\') : key);
    }
    case 's3':
      return `s3://${[location.bucket, location.prefix, key].filter(Boolean).join('/')}`;
    case 'memory':
      return key;
  }
}

const isS3 = (item: TreeItem | undefined) => item && storeById(item.store)?.location.kind === 's3';

function idOf(item: TreeItem | undefined): string | null {
  if (item?.kind === 'session') return item.session;
  if (item?.kind === 'node') return item.node;
  return null;
}

function copy(lines: readonly (string | null)[]): void {
  void navigator.clipboard.writeText(lines.filter((line) => line !== null).join('\n'));
}

function sayFailure(error: unknown): void {
  say({ kind: 'error', text: describeError(error).message });
}

function openPart(items: readonly TreeItem[], part: 'scratch' | 'summary'): void {
  const item = only(items);
  if (item?.kind !== 'node') return;
  const { store, session, workflow, node } = item;
  openTab({ kind: 'node', store, session, workflow, node, part });
}

registerRowActions([
  {
    id: 'open',
    group: 'open',
    label: 'Open',
    keys: 'Enter',
    when: (items) => items.length <= 20 && items.some((item) => tabOf(item) !== null),
    run: (items) => {
      for (const item of items) {
        const ref = tabOf(item);
        if (ref) openTab(ref);
      }
    },
  },
  {
    id: 'open.summary',
    group: 'open',
    label: 'Open summary',
    icon: 'summary',
    when: (items) => only(items)?.kind === 'node',
    run: (items) => openPart(items, 'summary'),
  },
  {
    id: 'open.scratch',
    group: 'open',
    label: 'Open scratch',
    icon: 'scratch',
    when: (items) => only(items)?.kind === 'node',
    run: (items) => openPart(items, 'scratch'),
  },
  {
    id: 'store.connect',
    group: 'open',
    label: 'Connect',
    when: (items) => {
      const item = only(items);
      return item?.kind === 'store' && storeById(item.store)?.state === 'remembered';
    },
    run: (items) => {
      const item = only(items);
      if (item) void connectStore(item.store);
    },
  },
  {
    id: 'copy.place',
    group: 'copy',
    label: (items) =>
      `Copy ${isS3(items[0]) ? 's3:// address' : 'path'}${items.length > 1 ? 'es' : ''}`.replace(
        'pathes',
        'paths',
      ),
    icon: 'copy',
    when: (items) => items.some((item) => placeOf(item) !== null),
    run: (items) => copy(items.map(placeOf)),
  },
  {
    id: 'copy.id',
    group: 'copy',
    label: (items) => (items.length > 1 ? 'Copy ids' : 'Copy id'),
    when: (items) => items.length > 0 && items.every((item) => idOf(item) !== null),
    run: (items) => copy(items.map(idOf)),
  },
  {
    id: 'reveal',
    group: 'outside',
    label: 'Show in the file manager',
    icon: 'folder',
    when: (items) => {
      const item = only(items);
      const local = item !== undefined && storeById(item.store)?.location.kind === 'folder';
      return local && keyOf(item) !== null && capability('reveal');
    },
    run: (items) => {
      const item = only(items);
      const key = item && keyOf(item);
      if (item && key != null) void client.host.reveal({ store: item.store, key }).catch(sayFailure);
    },
  },
  {
    id: 'open.outside',
    group: 'outside',
    label: 'Open outside',
    icon: 'outside',
    when: (items) => {
      const item = only(items);
      return (item?.kind === 'artifact' || item?.kind === 'file') && capability('openOutside');
    },
    run: (items) => {
      const item = only(items);
      const key = item && keyOf(item);
      if (item && key) void client.host.openOutside({ store: item.store, key }).catch(sayFailure);
    },
  },
]);
