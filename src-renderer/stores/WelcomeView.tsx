import type { TabOf } from '../shell/tab-ref.ts';

/** The page shown while no store is open. */
export default function WelcomeView({ tab }: { tab: TabOf<'welcome'>; tabId: string }) {
  return <pre className="mono">{JSON.stringify(tab, null, 2)}</pre>;
}
