import type { Store } from '#shared/model/store.ts';
import { Tooltip } from '../components/Tooltip.tsx';
import { openTab } from '../shell/tabs.ts';
import { useUsage } from './usage.ts';
import { usageLine } from './usage-words.ts';

/** What a store has cost so far; opens what it was for. */
export function UsageStatus({ store }: { store: Store }) {
  const total = useUsage(({ totals }) => totals[store.id]);
  if (!total) return null;
  return (
    <Tooltip text="Since the app was started. Shows what they were made for." side="top">
      <button
        type="button"
        className="status-item status-requests"
        onClick={() => openTab({ kind: 'usage', store: store.id })}
      >
        {usageLine(total, store.location.kind === 's3')}
      </button>
    </Tooltip>
  );
}
