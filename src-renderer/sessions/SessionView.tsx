import type { TabOf } from '../shell/tab-ref.ts';

/** A session's overview. */
export default function SessionView({ tab }: { tab: TabOf<'session'>; tabId: string }) {
  return <pre className="mono">{JSON.stringify(tab, null, 2)}</pre>;
}
