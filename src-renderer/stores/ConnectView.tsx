import type { TabOf } from '../shell/tab-ref.ts';

/** The form that connects an S3 store. */
export default function ConnectView({ tab }: { tab: TabOf<'connect'>; tabId: string }) {
  return <pre className="mono">{JSON.stringify(tab, null, 2)}</pre>;
}
