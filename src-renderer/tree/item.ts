import type { StoreId } from '#shared/model/store.ts';
import type { Selected } from '../shell/selection.ts';
import type { TabRef } from '../shell/tab-ref.ts';

/** What a row of the tree stands for. Row actions and drops are told this, never a row. */
export type TreeItem =
  | { kind: 'store'; store: StoreId }
  | { kind: 'section'; store: StoreId; section: SectionName }
  | { kind: 'session'; store: StoreId; session: string }
  | { kind: 'workflow'; store: StoreId; session: string; workflow: string }
  | {
      kind: 'node';
      store: StoreId;
      session: string;
      workflow: string;
      node: string;
      /** Keys of its files; null where there is none. */
      scratch: string | null;
      summary: string | null;
    }
  | { kind: 'artifacts'; store: StoreId; session: string }
  /** A folder that names of artifacts make by their slashes. `path` has no slash at its end. */
  | { kind: 'artifact-folder'; store: StoreId; session: string; path: string }
  | { kind: 'artifact'; store: StoreId; session: string; name: string; key: string }
  | { kind: 'messages'; store: StoreId; session: string; key: string }
  | { kind: 'record'; store: StoreId; session: string; key: string | null }
  | { kind: 'agent'; store: StoreId; agent: string }
  | { kind: 'memories'; store: StoreId; agent: string }
  | { kind: 'history'; store: StoreId; key: string; user: string }
  | { kind: 'file'; store: StoreId; key: string };

export type SectionName = 'sessions' | 'agents' | 'workflows' | 'history' | 'context';

/** The tab that an item opens as; null for what only unfolds. */
export function tabOf(item: TreeItem): TabRef | null {
  switch (item.kind) {
    case 'session':
      return { kind: 'session', store: item.store, session: item.session };
    case 'node': {
      const { store, session, workflow, node } = item;
      return { kind: 'node', store, session, workflow, node };
    }
    case 'record':
      return { kind: 'record', store: item.store, session: item.session };
    case 'messages':
    case 'history':
      return { kind: 'conversation', store: item.store, key: item.key };
    case 'artifact':
    case 'file':
      return { kind: 'file', store: item.store, key: item.key };
    default:
      return null;
  }
}

/** What the inspector shows for an item. */
export function selectionOf(item: TreeItem): Selected | null {
  if (item.kind === 'store' || item.kind === 'section') return { kind: 'store', store: item.store };
  if (item.kind === 'workflow') return item;
  if (item.kind === 'artifacts' || item.kind === 'artifact-folder')
    return { kind: 'session', store: item.store, session: item.session };
  if (item.kind === 'agent' || item.kind === 'memories') return { kind: 'store', store: item.store };
  return tabOf(item);
}

/** The key of the file or folder that an item stands for; null where it has none of its own. */
export function keyOf(item: TreeItem): string | null {
  switch (item.kind) {
    case 'store':
      return '';
    case 'session':
      return `sessions/${item.session}`;
    case 'workflow':
      return `sessions/${item.session}/${item.workflow}`;
    case 'node':
      return item.summary ?? item.scratch;
    case 'artifacts':
      return `sessions/${item.session}/artifacts`;
    case 'artifact-folder':
      return `sessions/${item.session}/artifacts/${item.path}`;
    case 'record':
      return item.key ?? `sessions/${item.session}/session.json`;
    case 'messages':
    case 'artifact':
    case 'history':
    case 'file':
      return item.key;
    default:
      return null;
  }
}
