import type { FileFacts, SessionFacts, WorkflowNode } from '#shared/model/session.ts';
import type { Store, StoreId } from '#shared/model/store.ts';
import type { IconName } from '../components/Icon.tsx';
import type { TreeItem } from './item.ts';

/** What every row has. */
interface RowBase {
  /** Stands for the row across rebuilds and restarts. */
  id: string;
  /** Row that holds it; null for stores. */
  parent: string | null;
  /** From 1, as `aria-level` has it. */
  level: number;
  /** Steps of indentation. */
  depth: number;
  /** Null: nothing to unfold. */
  expanded: boolean | null;
  /** From 1. */
  posInSet: number;
  /** −1 while unknown. */
  setSize: number;
}

/** What differs between kinds of rows. */
export type RowContent =
  | { kind: 'store'; item: TreeItem; store: Store }
  | { kind: 'section'; item: TreeItem; label: string; count: string }
  | { kind: 'session'; item: TreeItem; store: StoreId; session: string; facts: SessionFacts | null }
  | { kind: 'folder'; item: TreeItem; label: string; icon: IconName; count: string; note?: string }
  | { kind: 'node'; item: TreeItem; store: StoreId; node: WorkflowNode }
  | {
      kind: 'file';
      item: TreeItem;
      label: string;
      icon: IconName;
      file: FileFacts | null;
      note?: string;
      warning?: string;
    }
  /** What is going on, could not be read, or is not there; `action` is offered at its end. */
  | { kind: 'message'; tone: 'quiet' | 'warning' | 'error'; text: string; action: RowMessageAction | null }
  | { kind: 'loading'; text: string }
  /** A heading between sessions, e.g. “Today”. Not an item of the tree. */
  | { kind: 'group'; label: string };

export type RowMessageAction = {
  label: string;
  do:
    | 'list-more'
    | 'retry-list'
    | 'search-more'
    | 'retry-contents'
    | 'retry-sections'
    | 'connect'
    | 'edit-connection';
  store: StoreId;
  session?: string;
};

export type Row = RowBase & RowContent;

/** A row whose place among its siblings is not yet known. */
export type Draft = Omit<RowBase, 'posInSet' | 'setSize'> & RowContent & { setSize?: number };

const mark = '\u001f';

/** Ids of rows, made of where they lie; the separator cannot occur in a legal name that is shown. */
export const rowId = {
  store: (store: StoreId) => store,
  section: (store: StoreId, section: string) => [store, 'section', section].join(mark),
  session: (store: StoreId, session: string) => [store, 's', session].join(mark),
  below: (parent: string, kind: string, name: string) => [parent, kind, name].join(mark),
};

/** Whether an id is that of a store or of one of its sections. */
export function isTopRow(id: string): boolean {
  return !id.includes(mark) || id.split(mark)[1] === 'section';
}

/** The store and session that a row's id starts with; null for rows outside a session. */
export function sessionOfRow(id: string): { store: StoreId; session: string } | null {
  const [store, kind, session] = id.split(mark);
  return store !== undefined && kind === 's' && session !== undefined ? { store, session } : null;
}
