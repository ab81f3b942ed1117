import type { DragEvent, SyntheticEvent } from 'react';
import { ContextMenu } from '../components/Menu.tsx';
import { useActiveTab } from '../shell/tabs.ts';
import { storeById, useStores } from '../stores/stores.ts';
import { ConnectionRow } from './ConnectionRow.tsx';
import { ListHead } from './ListHead.tsx';
import { type Group, groupsOf, type Spot } from './list.ts';
import { connectFromList, putAt, showConnection } from './list-actions.ts';
import { rowId, useListKeys } from './list-keys.ts';
import { menuOf } from './list-menu.ts';
import { useList } from './list-state.ts';
import './list.css';

/** What an event happened on, by an attribute of the row or the heading. */
function rowAt({ target }: SyntheticEvent, attribute: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(`[${attribute}]`) : null;
}

function storeAt(event: SyntheticEvent): string | null {
  return rowAt(event, 'data-store')?.dataset.store ?? null;
}

/** Where something dropped here goes: beside a row, by the half that it is over, or to the end of a group. */
function spotOf(event: DragEvent): Spot | null {
  const row = rowAt(event, 'data-store');
  if (row?.dataset.store === undefined) {
    const folder = rowAt(event, 'data-folder')?.dataset.folder;
    return folder === undefined ? null : { endOf: folder };
  }
  const { top, height } = row.getBoundingClientRect();
  return { beside: row.dataset.store, after: event.clientY > top + height / 2 };
}

function onDragOver(event: DragEvent): void {
  const spot = spotOf(event);
  if (useList.getState().dragged === null || spot === null) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'move';
  useList.setState({ mark: spot });
}

function onDrop(event: DragEvent): void {
  const { dragged } = useList.getState();
  const spot = spotOf(event);
  if (dragged === null || spot === null) return;
  event.preventDefault();
  useList.setState({ dragged: null, mark: null });
  void putAt(dragged, spot);
}

function Rows({ groups, shown }: { groups: readonly Group[]; shown: string | null }) {
  const cursor = useList((state) => state.cursor);
  const onKeyDown = useListKeys(groups);
  const known = groups.some(({ stores }) => stores.some(({ id }) => id === cursor));
  return (
    <ContextMenu items={menuOf}>
      <div
        className="connections"
        role="listbox"
        aria-label="Connections"
        tabIndex={0}
        data-region-focus
        aria-activedescendant={known && cursor ? rowId(cursor) : undefined}
        onKeyDown={onKeyDown}
        onFocus={() => {
          if (!known) useList.setState({ cursor: shown ?? groups[0]?.stores[0]?.id ?? null });
        }}
        onClick={(event) => {
          const id = storeAt(event);
          if (id) showConnection(id);
        }}
        onDoubleClick={(event) => {
          const store = storeById(storeAt(event));
          if (store) void connectFromList(store);
        }}
        onContextMenu={(event) => {
          const id = storeAt(event);
          if (id) useList.setState({ cursor: id });
          else event.preventDefault();
        }}
        onDragOver={onDragOver}
        onDrop={onDrop}
      >
        {groups.map(({ folder, label, stores }) => (
          <div key={`${folder}\n${label}`} role="presentation">
            <div className="connections-group" role="presentation" data-folder={folder}>
              {label}
            </div>
            {stores.map((store) => (
              <ConnectionRow key={store.id} id={rowId(store.id)} store={store} shown={store.id === shown} />
            ))}
          </div>
        ))}
      </div>
    </ContextMenu>
  );
}

/** Every connection, by groups. It takes the place of the tree while a connection is shown. */
export function ConnectionList() {
  const stores = useStores((state) => state.stores);
  const filter = useList((state) => state.filter);
  const active = useActiveTab();
  const shown = active?.ref.kind === 'connect' ? (active.ref.store ?? null) : null;
  const groups = groupsOf(stores ?? [], filter);
  return (
    <nav className="sidebar" aria-label="Connections" data-region="sidebar">
      <ListHead />
      {groups.length > 0 && <Rows groups={groups} shown={shown} />}
      {groups.length === 0 && stores !== null && (
        <p className="sidebar-empty">
          {filter.trim() === ''
            ? 'No connection yet. Fill in the form and save it, or import some with the plus sign above.'
            : 'No connection has this in its name, place or group.'}
        </p>
      )}
    </nav>
  );
}
