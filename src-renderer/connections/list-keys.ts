import type { KeyboardEvent } from 'react';
import type { Store } from '#shared/model/store.ts';
import { pageOf, stepOf } from '../commands/list-keys.ts';
import { useTypedWord } from '../commands/typed-word.ts';
import { useStores } from '../stores/stores.ts';
import { type Group, stepped } from './list.ts';
import { arrange, connectFromList, removeConnection, showConnection } from './list-actions.ts';
import { useList } from './list-state.ts';

/** In px, of a row. */
const rowHeight = 44;

/** The id of a connection's row in the page. */
export const rowId = (store: string) => `connection-${store}`;

function openMenu(store: string): void {
  const row = document.getElementById(rowId(store));
  const { left, bottom } = row?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
  const at = { clientX: left + 40, clientY: bottom };
  row?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...at }));
}

/** Keys that act on one connection. True when one did. */
function act({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, store: Store): boolean {
  switch (key) {
    case 'Enter':
      if (ctrlKey || metaKey) void connectFromList(store);
      else showConnection(store.id, { preview: false });
      return true;
    case ' ':
      showConnection(store.id);
      return true;
    case 'Delete':
      void removeConnection(store.id);
      return true;
    case 'ContextMenu':
      openMenu(store.id);
      return true;
    case 'F10':
      if (shiftKey) openMenu(store.id);
      return shiftKey;
    default:
      return false;
  }
}

/** Alt with an arrow moves a connection. True when it was such a key. */
function move({ key }: KeyboardEvent, store: Store): boolean {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  void arrange(stepped(useStores.getState().stores ?? [], store.id, key === 'ArrowUp' ? -1 : 1));
  return true;
}

/** The keys of the list of connections. */
export function useListKeys(groups: readonly Group[]) {
  const wordWith = useTypedWord();
  const rows = groups.flatMap((group) => group.stores);
  const go = (index: number) => {
    const store = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!store) return;
    useList.setState({ cursor: store.id });
    document.getElementById(rowId(store.id))?.scrollIntoView({ block: 'nearest' });
  };
  const search = (letter: string, index: number) => {
    const word = wordWith(letter).toLowerCase();
    const from = word.length === 1 ? index + 1 : Math.max(index, 0);
    const turned = [...rows.slice(from), ...rows.slice(0, from)];
    const found = turned.find(({ name }) => name.toLowerCase().startsWith(word));
    if (found) go(rows.indexOf(found));
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    const { cursor } = useList.getState();
    const index = rows.findIndex(({ id }) => id === cursor);
    const store = rows[index];
    const done = () => event.preventDefault();
    if (event.altKey) return store && move(event, store) ? done() : undefined;
    const step = stepOf(event.key, pageOf(event.currentTarget.clientHeight, rowHeight));
    if (step !== null) {
      go(index + step);
      return done();
    }
    if (store && act(event, store)) return done();
    const isLetter = event.key.length === 1 && event.key !== '/' && !event.ctrlKey && !event.metaKey;
    if (isLetter) search(event.key, index);
  };
}
