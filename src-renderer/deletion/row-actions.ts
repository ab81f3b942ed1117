import type { DeletionTarget } from '#shared/contract/deletion.ts';
import type { SessionContents } from '#shared/model/session.ts';
import { openTab } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';
import { keyOf, type TreeItem } from '../tree/item.ts';
import { registerRowActions } from '../tree/row-actions.ts';
import { dataOf } from '../tree/tree-store.ts';
import { askDelete } from './deletion.ts';

/** All files of a session that the tree has listed. */
function listedFiles(contents: SessionContents): string[] {
  const files = [
    ...contents.artifacts,
    ...contents.workflows.flatMap(({ nodes, otherFiles }) => [
      ...nodes.flatMap(({ scratch, summary }) => [scratch, summary]),
      ...otherFiles,
    ]),
  ];
  return files.filter((file) => file !== null).map(({ key }) => key);
}

/** What deleting a row would delete; null for rows that stand for no file. */
function targetOf(item: TreeItem): DeletionTarget | null {
  switch (item.kind) {
    case 'session':
      return { kind: 'session', session: item.session };
    case 'node':
      return { kind: 'node', session: item.session, workflow: item.workflow, node: item.node };
    case 'workflow':
    case 'artifacts':
    case 'artifact-folder': {
      const contents = dataOf(item.store).contents.get(item.session)?.value;
      const keys = contents ? listedFiles(contents).filter((key) => key.startsWith(`${keyOf(item)}/`)) : [];
      return keys.length > 0 && !contents?.truncated ? { kind: 'files', keys } : null;
    }
    default: {
      const key = item.kind === 'record' ? item.key : keyOf(item);
      return key ? { kind: 'files', keys: [key] } : null;
    }
  }
}

const targetsOf = (items: readonly TreeItem[]) => items.map(targetOf).filter((target) => target !== null);

const sameStore = (items: readonly TreeItem[]) => items.every(({ store }) => store === items[0]?.store);

registerRowActions([
  {
    id: 'delete',
    group: 'delete',
    label: (items) => (items.length > 1 ? `Delete ${items.length} things…` : 'Delete…'),
    icon: 'trash',
    keys: 'Delete',
    danger: true,
    when: (items) => items.length > 0 && sameStore(items) && targetsOf(items).length === items.length,
    enabled: ([item]) => item !== undefined && storeById(item.store)?.readOnly === false,
    run: (items) => {
      const [first] = items;
      if (first) void askDelete(first.store, targetsOf(items));
    },
  },
  {
    id: 'store.recentlyDeleted',
    group: 'open',
    label: 'Recently deleted',
    icon: 'history',
    when: ([item, more]) => !more && item?.kind === 'store' && storeById(item.store)?.state === 'open',
    run: ([item]) => item && openTab({ kind: 'deleted', store: item.store }),
  },
]);
