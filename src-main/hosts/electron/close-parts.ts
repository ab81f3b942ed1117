import type { BrowserWindow, Dialog } from 'electron';
import type { AppEvents } from '#services/app/events.ts';
import type { CloseParts } from './close.ts';

/** In milliseconds: how long the page's thread may be silent. */
const pulse = 2000;

/** How the close sequence reaches the page, the window and the user. */
export function closeParts(parts: {
  events: Pick<AppEvents, 'emit' | 'listeners'>;
  dialog: Pick<Dialog, 'showMessageBox' | 'showMessageBoxSync'>;
  window: () => BrowserWindow | null;
  quit: () => void;
}): CloseParts {
  const { events, dialog, window, quit } = parts;
  return {
    ask() {
      if (events.listeners === 0) return false;
      events.emit({ kind: 'closing' });
      return true;
    },
    async isAlive() {
      const answer = window()?.webContents.mainFrame.executeJavaScript('true');
      const silence = new Promise<false>((resolve) => setTimeout(resolve, pulse, false));
      return Promise.race([answer?.catch(() => false) ?? false, silence]).then((value) => value === true);
    },
    async confirm(lost, signal) {
      const asking = window();
      if (!asking) return 'close';
      const { response } = await dialog.showMessageBox(asking, {
        type: 'warning',
        message: `${edits(lost)} not saved and not kept, and the window does not answer.`,
        detail: 'It may answer again, and then the edits can be saved. Closing it now loses them.',
        buttons: ['Wait', `Close and lose ${lost === 1 ? 'the edits' : `${lost} unsaved edits`}`],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        signal,
      });
      return response === 1 ? 'close' : 'wait';
    },
    confirmReload(lost) {
      const asking = window();
      if (!asking) return true;
      const choice = dialog.showMessageBoxSync(asking, {
        type: 'warning',
        message: `${edits(lost)} not saved, and cannot be kept.`,
        detail: 'Loading the window again loses them.',
        buttons: ['Stay', 'Load again and lose them'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return choice === 1;
    },
    close: () => window()?.close(),
    destroy: () => window()?.destroy(),
    quit,
  };
}

function edits(lost: number): string {
  return lost === 1 ? 'The edits of 1 file are' : `The edits of ${lost} files are`;
}
