import { Button } from '../components/Button.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import { useIsDirty } from '../shell/dirty.ts';
import { saveTab } from './commands.ts';

/** Saves what a tab shows. */
export function SaveButton({ tab }: { tab: string }) {
  const dirty = useIsDirty(tab);
  return (
    <Tooltip text="Save" keys="Mod+S">
      <Button variant="primary" disabled={!dirty} onClick={() => void saveTab(tab)}>
        Save
      </Button>
    </Tooltip>
  );
}
