import { describeError } from '../client/errors.ts';
import { registerCommands } from '../commands/commands.ts';
import { say } from '../shell/said.ts';
import { copyDiagnostics } from './diagnostics.ts';
import { changeSettings, useSettings } from './settings.ts';

async function change(patch: Parameters<typeof changeSettings>[0]): Promise<void> {
  try {
    await changeSettings(patch);
  } catch (error) {
    say({ kind: 'error', text: describeError(error).message });
  }
}

registerCommands([
  {
    id: 'settings.themeLight',
    title: 'Light theme',
    group: 'View',
    run: () => change({ theme: 'light' }),
  },
  { id: 'settings.themeDark', title: 'Dark theme', group: 'View', run: () => change({ theme: 'dark' }) },
  {
    id: 'settings.themeSystem',
    title: 'Theme of the system',
    group: 'View',
    run: () => change({ theme: 'system' }),
  },
  {
    id: 'settings.wordWrap',
    title: 'Wrap long lines, or do not',
    group: 'View',
    icon: 'wrap',
    run: () => change({ wordWrap: !useSettings.getState().wordWrap }),
  },
  {
    id: 'help.diagnostics',
    title: 'Copy diagnostics',
    group: 'Help',
    icon: 'copy',
    run: async () => {
      if (await copyDiagnostics()) say({ kind: 'info', text: 'Diagnostics are on the clipboard.' });
    },
  },
]);
