import type { ReactNode } from 'react';
import type { Store } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { useIsDirty } from '../shell/dirty.ts';
import { storeOf, type TabRef } from '../shell/tab-ref.ts';
import { closeTabs, openTab } from '../shell/tabs.ts';
import { connectStore, stopConnecting, useConnecting } from './actions.ts';
import { placeInWords } from './recents.ts';
import { useStore, useStores } from './stores.ts';

function Closed({ store }: { store: Store }) {
  const connecting = useConnecting((state) => state.connecting.has(store.id));
  return (
    <EmptyState
      title={`${store.name} is not connected`}
      actions={
        connecting ? (
          <>
            <span role="status">
              <StatusGlyph status="running" /> Connecting
            </span>
            <Button variant="outline" onClick={() => stopConnecting(store.id)}>
              Stop
            </Button>
          </>
        ) : (
          <>
            <Button variant="primary" large onClick={() => void connectStore(store.id)}>
              {store.problem === null ? 'Connect' : 'Try again'}
            </Button>
            {store.location.kind === 's3' && (
              <Button variant="outline" large onClick={() => openTab({ kind: 'connect', store: store.id })}>
                Change how it is reached
              </Button>
            )}
          </>
        )
      }
    >
      <p>
        This tab comes back once the store is open: <span className="mono">{placeInWords(store)}</span>
      </p>
      {store.problem !== null && <p className="tone-error">{store.problem}</p>}
    </EmptyState>
  );
}

function Gone({ tabId }: { tabId: string }) {
  return (
    <EmptyState
      title="The store of this tab is not in the list any more"
      actions={
        <Button variant="outline" large onClick={() => void closeTabs([tabId])}>
          Close the tab
        </Button>
      }
    >
      <p>Open the store again to see what was here.</p>
    </EmptyState>
  );
}

interface StoreGateProps {
  tab: TabRef;
  tabId: string;
  children: ReactNode;
}

/** Shows a tab only while its store is open; says otherwise how to get there. A tab with unsaved edits always stays. */
export function StoreGate({ tab, tabId, children }: StoreGateProps) {
  const id = tab.kind === 'connect' ? null : storeOf(tab);
  const known = useStores((state) => state.stores !== null);
  const store = useStore(id);
  const dirty = useIsDirty(tabId);
  if (id === null || dirty || store?.state === 'open') return children;
  if (store) return <Closed store={store} />;
  return known ? <Gone tabId={tabId} /> : <SkeletonRows label="Loading" rows={6} />;
}
