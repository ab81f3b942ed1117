import type { DeletionTarget } from '#shared/contract/deletion.ts';
import type { Selected } from '../shell/selection.ts';

/** What deleting the selected thing would delete; null where that is not for deleting. */
export function targetOf(selected: Selected | null): { store: string; target: DeletionTarget } | null {
  if (!selected) return null;
  switch (selected.kind) {
    case 'session':
      return { store: selected.store, target: { kind: 'session', session: selected.session } };
    case 'node': {
      const { store, session, workflow, node } = selected;
      return { store, target: { kind: 'node', session, workflow, node } };
    }
    case 'record':
      return {
        store: selected.store,
        target: { kind: 'files', keys: [`sessions/${selected.session}/session.json`] },
      };
    case 'conversation':
    case 'file':
      return { store: selected.store, target: { kind: 'files', keys: [selected.key] } };
    default:
      return null;
  }
}
