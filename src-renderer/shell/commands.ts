import { registerCommands } from '../commands/commands.ts';
import { toggleInspector, toggleSidebar } from './layout.ts';
import { moveFocus } from './regions.ts';
import { stepTarget } from './tab-list.ts';
import { activeTab, closeTabs, cycleTab, openTab, travel, useTabs } from './tabs.ts';

const anyTab = () => useTabs.getState().tabs.length > 0;
const canTravel = (step: -1 | 1) => () => stepTarget(useTabs.getState(), step) !== null;

function closeActive(): void {
  const tab = activeTab();
  if (tab) void closeTabs([tab.id]);
}

function closeOthers(): void {
  const { tabs, active } = useTabs.getState();
  void closeTabs(tabs.filter((tab) => tab.id !== active).map((tab) => tab.id));
}

registerCommands([
  {
    id: 'view.sidebar',
    title: 'Show or hide the stores',
    group: 'View',
    icon: 'sidebar',
    keys: 'Mod+B',
    run: toggleSidebar,
  },
  {
    id: 'view.inspector',
    title: 'Show or hide the inspector',
    group: 'View',
    icon: 'inspector',
    keys: 'Mod+Alt+B',
    run: toggleInspector,
  },
  {
    id: 'view.nextRegion',
    title: 'Move to the next part of the window',
    group: 'View',
    keys: 'F6',
    run: () => moveFocus(1),
  },
  {
    id: 'view.previousRegion',
    title: 'Move to the previous part of the window',
    group: 'View',
    keys: 'Shift+F6',
    run: () => moveFocus(-1),
  },
  {
    id: 'tab.close',
    title: 'Close the tab',
    group: 'View',
    icon: 'close',
    keys: 'Alt+W',
    when: anyTab,
    run: closeActive,
  },
  { id: 'tab.closeOthers', title: 'Close the other tabs', group: 'View', when: anyTab, run: closeOthers },
  {
    id: 'tab.closeAll',
    title: 'Close all tabs',
    group: 'View',
    when: anyTab,
    run: async () => void (await closeTabs(useTabs.getState().tabs.map((tab) => tab.id))),
  },
  {
    id: 'tab.next',
    title: 'Next tab',
    group: 'Go',
    keys: 'Alt+PageDown',
    when: anyTab,
    run: () => cycleTab(1),
  },
  {
    id: 'tab.previous',
    title: 'Previous tab',
    group: 'Go',
    keys: 'Alt+PageUp',
    when: anyTab,
    run: () => cycleTab(-1),
  },
  {
    id: 'go.back',
    title: 'Back',
    group: 'Go',
    icon: 'back',
    keys: 'Alt+ArrowLeft',
    when: canTravel(-1),
    run: () => travel(-1),
  },
  {
    id: 'go.forward',
    title: 'Forward',
    group: 'Go',
    icon: 'forward',
    keys: 'Alt+ArrowRight',
    when: canTravel(1),
    run: () => travel(1),
  },
  {
    id: 'go.settings',
    title: 'Settings',
    group: 'Go',
    icon: 'settings',
    keys: 'Mod+,',
    run: () => openTab({ kind: 'settings' }),
  },
  { id: 'go.welcome', title: 'Welcome page', group: 'Go', run: () => openTab({ kind: 'welcome' }) },
]);
