import type { BrowserWindow, Dialog, RenderProcessGoneDetails } from 'electron';
import { appPage } from './origin.ts';

/** Says that the page has crashed, and loads it again or closes the window, as the user likes. */
export async function offerReload(
  dialog: Pick<Dialog, 'showMessageBox'>,
  window: BrowserWindow,
  { reason }: RenderProcessGoneDetails,
): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window has stopped working.',
    detail: `The process that drew it has ended (${reason}). Stores and saved files are as they were. What was typed and not saved is kept as drafts, up to the last second.`,
    buttons: ['Load again', 'Close'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) await window.loadURL(appPage);
  else window.destroy();
}
