import { Suspense } from 'react';
import { EmptyState } from '../components/EmptyState.tsx';
import { KeyCaps } from '../components/KeyCaps.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { StoreGate } from '../stores/StoreGate.tsx';
import { useStores } from '../stores/stores.ts';
import WelcomeView from '../stores/WelcomeView.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { TabBar } from './TabBar.tsx';
import { useActiveTab } from './tabs.ts';
import { TabView } from './views.tsx';

function NothingOpen() {
  return (
    <EmptyState title="Nothing is open">
      <p>
        Choose a session, node or file at the left, or press <KeyCaps keys="Mod+P" /> to go to one by its
        name.
      </p>
    </EmptyState>
  );
}

/** Tabs, and what the active one shows. */
export function Centre() {
  const active = useActiveTab();
  const none = useStores(({ stores }) => stores !== null && !stores.some((store) => store.state === 'open'));
  return (
    <section className="centre" aria-label="Open documents" data-region="centre">
      <TabBar />
      {active ? (
        <div
          className="centre-view"
          id="tab-panel"
          role="tabpanel"
          aria-labelledby={`tab-${active.id}`}
          data-region="view"
        >
          <ErrorBoundary key={active.id}>
            <Suspense fallback={<SkeletonRows label="Loading" rows={6} />}>
              <StoreGate tab={active.ref} tabId={active.id}>
                <TabView tab={active.ref} tabId={active.id} />
              </StoreGate>
            </Suspense>
          </ErrorBoundary>
        </div>
      ) : (
        <div className="centre-view">
          {none ? <WelcomeView tab={{ kind: 'welcome' }} tabId="welcome" /> : <NothingOpen />}
        </div>
      )}
    </section>
  );
}
