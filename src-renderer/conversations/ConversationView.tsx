import type { TabOf } from '../shell/tab-ref.ts';

/** Messages of a session, or of a user's history. */
export default function ConversationView({ tab }: { tab: TabOf<'conversation'>; tabId: string }) {
  return <pre className="mono">{JSON.stringify(tab, null, 2)}</pre>;
}
