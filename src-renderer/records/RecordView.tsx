import type { TabOf } from '../shell/tab-ref.ts';

/** A session's record, as form and as JSON. */
export default function RecordView({ tab }: { tab: TabOf<'record'>; tabId: string }) {
  return <pre className="mono">{JSON.stringify(tab, null, 2)}</pre>;
}
