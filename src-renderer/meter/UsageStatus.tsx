import type { Store } from '#shared/model/store.ts';
import { useUsage } from './usage.ts';
import { usageLine } from './usage-words.ts';

/** What a store has cost so far. */
export function UsageStatus({ store }: { store: Store }) {
  const total = useUsage(({ totals }) => totals[store.id]);
  if (!total) return null;
  return (
    <span className="status-item status-requests">{usageLine(total, store.location.kind === 's3')}</span>
  );
}
