import type { StoreId } from '#shared/model/store.ts';
import { Button } from '../components/Button.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import { worthOf } from '../guarantee/words.ts';
import { useIsDirty } from '../shell/dirty.ts';
import { useStore } from '../stores/stores.ts';
import { saveTab } from './commands.ts';

/** Saves what a tab shows. Says what a save is worth in its store. */
export function SaveButton({ tab, store }: { tab: string; store: StoreId }) {
  const dirty = useIsDirty(tab);
  const worth = worthOf(useStore(store), 'replace');
  return (
    <Tooltip text={worth ?? 'Save'} keys="Mod+S">
      <Button variant="primary" disabled={!dirty} onClick={() => void saveTab(tab)}>
        Save
      </Button>
    </Tooltip>
  );
}
