import { placeOf } from '#shared/format/layout.ts';
import type { Selected } from '../shell/selection.ts';
import type { TreeItem } from '../tree/item.ts';

/** The row of the tree that a selected thing stands for, so that both offer the same. Null where there is none. */
export function itemOf(selected: Selected): TreeItem | null {
  switch (selected.kind) {
    case 'store':
    case 'workflow':
      return selected;
    case 'session':
      return { kind: 'session', store: selected.store, session: selected.session };
    case 'node': {
      const { store, session, workflow, node } = selected;
      const key = (part: string) => `sessions/${session}/${workflow}/${node}_${part}.md`;
      return {
        kind: 'node',
        store,
        session,
        workflow,
        node,
        scratch: key('scratch'),
        summary: key('summary'),
      };
    }
    case 'record': {
      const { store, session } = selected;
      return { kind: 'record', store, session, key: `sessions/${session}/session.json` };
    }
    case 'conversation':
    case 'file':
    case 'history':
      return fileItem(selected.store, selected.key);
    default:
      return null;
  }
}

function fileItem(store: string, key: string): TreeItem {
  const place = placeOf(key);
  switch (place.kind) {
    case 'messages':
      return { kind: 'messages', store, session: place.session, key };
    case 'history':
      return { kind: 'history', store, user: place.user, key };
    case 'artifact':
      return { kind: 'artifact', store, session: place.session, name: place.name, key };
    default:
      return { kind: 'file', store, key };
  }
}
