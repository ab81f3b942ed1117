import { registerCommands } from '../commands/commands.ts';
import { registerOverlay } from '../shell/overlays.ts';
import { Palette } from './Palette.tsx';
import { openPalette } from './palette-store.ts';
import { openShortcuts, Shortcuts } from './Shortcuts.tsx';

registerOverlay(Palette);
registerOverlay(Shortcuts);

registerCommands([
  {
    id: 'palette.goto',
    title: 'Go to…',
    group: 'Go',
    icon: 'search',
    keys: 'Mod+P',
    hidden: true,
    overDialogs: true,
    run: () => openPalette('all'),
  },
  {
    id: 'palette.commands',
    title: 'Commands…',
    group: 'Go',
    icon: 'prompt',
    keys: ['Mod+Shift+P', 'F1'],
    hidden: true,
    overDialogs: true,
    run: () => openPalette('commands'),
  },
  {
    id: 'help.shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Help',
    icon: 'info',
    keys: '?',
    run: openShortcuts,
  },
]);
