import type { BrowserWindow, Dialog, Shell } from 'electron';
import type { ProxyFinder } from '#services/network/proxies.ts';
import { StoreError } from '#shared/errors.ts';
import type { Host } from '../host.ts';
import type { CloseSequence } from './close.ts';
import type { Secrets } from './secrets.ts';

/** The desktop as the app's host. */
export function createElectronHost(parts: {
  dialog: Pick<Dialog, 'showOpenDialog'>;
  shell: Pick<Shell, 'openPath' | 'showItemInFolder'>;
  secrets: Secrets;
  systemProxy: ProxyFinder;
  closing: Pick<CloseSequence, 'answered' | 'setUnsaved'>;
  /** The window, while there is one. */
  window: () => BrowserWindow | null;
}): Host {
  const { dialog, shell, secrets, systemProxy, closing } = parts;
  return {
    kind: 'electron',
    get capabilities() {
      return {
        folderDialog: true,
        dropPath: true,
        reveal: true,
        openOutside: true,
        secrets: secrets.level,
      };
    },
    secrets: secrets.store,
    systemProxy,
    async pickFolder() {
      const window = parts.window();
      const properties = ['openDirectory' as const, 'showHiddenFiles' as const];
      const options = { title: 'Open a folder', buttonLabel: 'Open', properties };
      const { filePaths } = window
        ? await dialog.showOpenDialog(window, options)
        : await dialog.showOpenDialog(options);
      return filePaths[0] ?? null;
    },
    async reveal(path) {
      shell.showItemInFolder(path);
    },
    async openOutside(path) {
      const problem = await shell.openPath(path);
      if (problem === '') return;
      throw new StoreError('UNSUPPORTED', 'The system has no program that opens this file.', {
        cause: problem,
      });
    },
    answerClose: (close) => closing.answered(close),
    setUnsaved: (unsaved) => closing.setUnsaved(unsaved),
  };
}
