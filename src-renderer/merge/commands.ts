import { registerCommands } from '../commands/commands.ts';
import { activeTab } from '../shell/tabs.ts';
import type { MergeSession } from './merge-session.ts';
import { openMergeOf } from './merges.ts';

const activeMerge = (): MergeSession | null => openMergeOf(activeTab()?.id);

const stateOf = () => activeMerge()?.state.getState();

const isWorkedOn = () => stateOf()?.merging != null && stateOf()?.outcome === null;

registerCommands([
  {
    id: 'merge.next',
    title: 'Go to the next block of the merge',
    group: 'Go',
    icon: 'arrow-down',
    keys: 'F7',
    when: isWorkedOn,
    run: () => activeMerge()?.step(1),
  },
  {
    id: 'merge.previous',
    title: 'Go to the previous block of the merge',
    group: 'Go',
    icon: 'arrow-up',
    keys: 'Shift+F7',
    when: isWorkedOn,
    run: () => activeMerge()?.step(-1),
  },
  {
    id: 'merge.undo',
    title: 'Take the last choice of the merge back',
    group: 'Edit',
    icon: 'undo',
    keys: 'Mod+Z',
    outsideText: true,
    when: () => isWorkedOn() && (stateOf()?.past.length ?? 0) > 0,
    run: () => activeMerge()?.undo(),
  },
  {
    id: 'merge.redo',
    title: 'Choose again what was taken back',
    group: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    outsideText: true,
    when: () => isWorkedOn() && (stateOf()?.future.length ?? 0) > 0,
    run: () => activeMerge()?.redo(),
  },
]);
