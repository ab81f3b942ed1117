import type { TabOf } from '../shell/tab-ref.ts';
import { PastFilesView } from './PastFilesView.tsx';
import { PastSessionsView } from './PastSessionsView.tsx';
import './past.css';

/** What a bucket keeps of what was deleted. */
export default function PastView({ tab }: { tab: TabOf<'past'>; tabId: string }) {
  return tab.id === undefined ? (
    <PastSessionsView store={tab.store} />
  ) : (
    <PastFilesView key={tab.id} store={tab.store} session={tab.id} />
  );
}
