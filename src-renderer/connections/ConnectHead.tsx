import type { Store } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { DirtyDot } from '../components/DirtyDot.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { useIsDirty } from '../shell/dirty.ts';
import { duplicateConnection, removeConnection } from './list-actions.ts';

/** Which connection a form is about, and what can be done with it as a whole. */
export function ConnectHead({ store, tabId }: { store: Store | null; tabId: string }) {
  const dirty = useIsDirty(tabId);
  return (
    <DocumentHead
      crumbs={[{ label: 'Connections' }, { label: store?.name ?? 'New connection' }]}
      mark={dirty && <DirtyDot label="Changes that are not saved" />}
    >
      {store?.location.kind === 's3' && (
        <Button labelCollapses icon="copy" onClick={() => void duplicateConnection(store.id)}>
          Duplicate
        </Button>
      )}
      {store && (
        <Button
          labelCollapses
          icon="minus"
          variant="destructive"
          onClick={() => void removeConnection(store.id)}
        >
          Remove
        </Button>
      )}
    </DocumentHead>
  );
}
