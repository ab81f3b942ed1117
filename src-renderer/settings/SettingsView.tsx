import type { TabOf } from '../shell/tab-ref.ts';

/** The user's settings. */
export default function SettingsView({ tab }: { tab: TabOf<'settings'>; tabId: string }) {
  return <pre className="mono">{JSON.stringify(tab, null, 2)}</pre>;
}
