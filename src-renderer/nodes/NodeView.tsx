import type { TabOf } from '../shell/tab-ref.ts';

/** A node: scratch and summary side by side. */
export default function NodeView({ tab }: { tab: TabOf<'node'>; tabId: string }) {
  return <pre className="mono">{JSON.stringify(tab, null, 2)}</pre>;
}
