import type { TabOf } from '../shell/tab-ref.ts';

/** Any file, in the viewer that fits it. */
export default function FileView({ tab }: { tab: TabOf<'file'>; tabId: string }) {
  return <pre className="mono">{JSON.stringify(tab, null, 2)}</pre>;
}
