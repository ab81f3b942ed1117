import type { StoreId } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import { historyKeys } from '../documents/keys.ts';
import { openHistory } from './open-history.ts';

/** Shows the timeline of the file that is open; it stands in the head of the file's tab. */
export function HistoryButton({ store, fileKey }: { store: StoreId; fileKey: string }) {
  return (
    <Tooltip text="All versions of this file" keys={historyKeys}>
      <Button icon="history" labelCollapses onClick={() => openHistory(store, fileKey)}>
        History
      </Button>
    </Tooltip>
  );
}
