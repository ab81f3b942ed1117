import type { StoreId } from '#shared/model/store.ts';
import { useActivePane } from '../documents/active-pane.ts';
import type { Selected } from '../shell/selection.ts';
import { openTab } from '../shell/tabs.ts';

/** Shows the timeline of a file, at one of its versions, held against another. */
export function openHistory(
  store: StoreId,
  key: string,
  at: { version?: string | undefined; against?: string | undefined } = {},
): void {
  const { version, against } = at;
  openTab({
    kind: 'history',
    store,
    key,
    ...(version === undefined ? {} : { version }),
    ...(against === undefined ? {} : { against }),
  });
}

/** The file that a selected thing is, or, of a node, the one whose pane is used; null where it is none. */
export function fileOf(selected: Selected | null): { store: StoreId; key: string } | null {
  switch (selected?.kind) {
    case 'node': {
      const { store, session, workflow, node } = selected;
      const keyOf = (part: string) => `sessions/${session}/${workflow}/${node}_${part}.md`;
      const used = useActivePane.getState().pane?.document;
      const scratch = keyOf('scratch');
      const isScratch = used ? used.store === store && used.key === scratch : selected.part === 'scratch';
      return { store, key: isScratch ? scratch : keyOf('summary') };
    }
    case 'record':
      return { store: selected.store, key: `sessions/${selected.session}/session.json` };
    case 'conversation':
    case 'file':
    case 'history':
      return { store: selected.store, key: selected.key };
    default:
      return null;
  }
}
