import type { StoreId } from '#shared/model/store.ts';
import { setShown } from '../live/shown.ts';
import { storeById, useStores } from '../stores/stores.ts';
import { rowId, sessionOfRow } from './rows.ts';
import type { StoreData } from './store-data.ts';
import { dataOf, expandedRows, isExpanded } from './tree-store.ts';

/** Sections of which files are shown, by the folders that those lie in. */
function foldersOf({ sections }: StoreData): string[] {
  const { value } = sections;
  if (!value) return [];
  const files = [
    ...value.agents.flatMap(({ prompt, memories, otherFiles }) => [prompt, ...memories, ...otherFiles]),
    ...value.contextFiles,
    ...value.workflows.map(({ file }) => file),
    ...value.history.map(({ file }) => file),
  ];
  const folders = files.map((file) => /^(?:context\/)?[^/]+(?=\/)/.exec(file?.key ?? '')?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

/** Tells main what the tree shows: rows in view, what is unfolded, and the places beside the sessions. */
export function tellShown(visible: ReadonlyMap<StoreId, readonly string[]>): void {
  const unfolded = new Map<StoreId, string[]>();
  for (const id of expandedRows()) {
    const at = sessionOfRow(id);
    if (at && id === rowId.session(at.store, at.session))
      unfolded.set(at.store, [...(unfolded.get(at.store) ?? []), at.session]);
  }
  const open = (useStores.getState().stores ?? []).filter(
    ({ id, state }) => state === 'open' && isExpanded(rowId.store(id)),
  );
  const parts = open.map(({ id }) => {
    const data = dataOf(id);
    const rows = visible.get(id) ?? [];
    const inView = new Set(rows);
    const all = (unfolded.get(id) ?? []).filter((session) => data.known.has(session));
    return [
      id,
      {
        list: isExpanded(rowId.section(id, 'sessions')),
        rows,
        sessions: all.sort((a, b) => Number(inView.has(b)) - Number(inView.has(a))),
        folders: foldersOf(data),
      },
    ] as const;
  });
  setShown('tree', new Map(parts));
}

/** Tells main that the tree is not on the screen. */
export function tellHidden(): void {
  setShown('tree', new Map());
}

let before: ReadonlyMap<StoreId, readonly string[]> = new Map();

/** The sessions of a store that are in view. */
export function inView(store: StoreId): readonly string[] {
  return before.get(store) ?? [];
}

/** What was followed and is no longer may change unseen: it is read again when it comes back into view. */
export function forgetScrolledPast(visible: ReadonlyMap<StoreId, readonly string[]>): void {
  for (const [store, ids] of before) {
    if (storeById(store)?.listing !== 'whole') continue;
    const inView = new Set(visible.get(store));
    const { fresh } = dataOf(store);
    for (const id of ids) if (!inView.has(id)) fresh.delete(id);
  }
  before = visible;
}
