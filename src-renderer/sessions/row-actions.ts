import { storeById } from '../stores/stores.ts';
import type { TreeItem } from '../tree/item.ts';
import { registerRowActions } from '../tree/row-actions.ts';
import { askNewNode, askNewSession, askStatus } from './dialogs.ts';

const isOpen = (item: TreeItem) => storeById(item.store)?.state === 'open';
const isWritable = ([item]: readonly TreeItem[]) =>
  item !== undefined && storeById(item.store)?.readOnly === false;

registerRowActions([
  {
    id: 'session.new',
    group: 'new',
    label: 'New session…',
    icon: 'plus',
    when: ([item, more]) =>
      !more &&
      item !== undefined &&
      isOpen(item) &&
      (item.kind === 'store' || (item.kind === 'section' && item.section === 'sessions')),
    enabled: isWritable,
    run: ([item]) => item && askNewSession(item.store),
  },
  {
    id: 'node.new',
    group: 'new',
    label: 'New node…',
    icon: 'plus',
    when: ([item, more]) => !more && (item?.kind === 'session' || item?.kind === 'workflow'),
    enabled: isWritable,
    run: ([item]) => {
      if (item?.kind === 'session') askNewNode(item.store, item.session);
      if (item?.kind === 'workflow') askNewNode(item.store, item.session, item.workflow);
    },
  },
  {
    id: 'session.status',
    group: 'change',
    label: 'Set the status…',
    icon: 'status-completed',
    when: ([item, more]) => !more && (item?.kind === 'session' || item?.kind === 'record'),
    enabled: isWritable,
    run: ([item]) => {
      if (item?.kind === 'session' || item?.kind === 'record') askStatus(item.store, item.session);
    },
  },
]);
