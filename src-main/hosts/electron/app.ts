import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { pagesFrom } from '#rpc/pages.ts';
import { createResources } from '#rpc/resources.ts';
import { openHome } from '#services/app/home.ts';
import { createServices } from '#services/index.ts';
import { openFromCommandLine } from '#services/stores/command-line.ts';
import { CloseSequence } from './close.ts';
import { closeParts } from './close-parts.ts';
import type { Asked } from './command-line.ts';
import { finishBeforeQuit } from './finish.ts';
import { acceptHandovers } from './handing-over.ts';
import { createElectronHost } from './host.ts';
import { menuTemplate } from './menu.ts';
import { appScheme, portChannel } from './origin.ts';
import { serveOwnOrigin } from './pages.ts';
import { refusePermissions } from './permissions.ts';
import { PagePort } from './ports.ts';
import { openSecrets } from './secrets.ts';
import { isOwnMainFrame } from './sender.ts';
import { ShownWindow } from './shown-window.ts';
import { followShutdown } from './shutdown.ts';
import { desktopProxies } from './system-proxy.ts';
import { writePlacement } from './window-state.ts';

/** Where the parts of the app lie, and what the command line asks for. */
export interface AppOptions {
  /** Folder of the app's own files. */
  readonly home: string;
  /** Folder of the built pages. */
  readonly renderer: string;
  /** Path of the built preload. */
  readonly preload: string;
  readonly asked: Asked;
}

/** Runs the desktop app until it quits. Called once, by the instance that holds the lock. */
export async function runApp({ home: homePath, renderer, preload, asked }: AppOptions): Promise<void> {
  await app.whenReady();
  const home = openHome(homePath);
  const secrets = openSecrets(safeStorage, home);
  const systemProxy = desktopProxies(() => session.defaultSession);
  const services = createServices(homePath, secrets.store, systemProxy);
  const { events, log } = services;
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'Something failed unexpectedly'));

  const window = (): BrowserWindow | null => shown.window;
  const closing = new CloseSequence(closeParts({ events, dialog, window, quit: () => app.quit() }));
  const host = createElectronHost({ dialog, shell, secrets, systemProxy, closing, window });
  const port = new PagePort({ services, host });
  let placed: Promise<unknown> = Promise.resolve();
  const shown = new ShownWindow({
    home,
    log,
    port,
    closing,
    preload,
    onPlaced(placement) {
      placed = writePlacement(home, placement).catch((error: unknown) =>
        log.warn({ err: error }, 'The place of the window could not be kept'),
      );
    },
  });
  const show = () => shown.show();

  app.on('before-quit', () => closing.quitRequested());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', show);
  finishBeforeQuit(app, () => Promise.all([placed, services.close()]));
  followShutdown(powerMonitor, closing);
  acceptHandovers(app, services, show);

  refusePermissions(session.defaultSession);
  protocol.handle(appScheme, serveOwnOrigin(createResources(services, pagesFrom(renderer))));
  ipcMain.on(portChannel, ({ sender, senderFrame }) => {
    if (sender !== window()?.webContents || !isOwnMainFrame(senderFrame, sender)) return;
    const { port1, port2 } = new MessageChannelMain();
    port.serve(port1);
    sender.postMessage(portChannel, null, [port2]);
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        fromSources: !app.isPackaged,
        command: (command) => void show().then(() => events.emit({ kind: 'command', command })),
      }),
    ),
  );

  const { theme } = await services.settings.get();
  nativeTheme.themeSource = theme;
  services.settings.onChange((settings) => {
    nativeTheme.themeSource = settings.theme;
  });
  const [problems] = await Promise.all([openFromCommandLine(services, asked), show()]);
  void services.tidy();
  if (problems.length > 0) await shown.tell('A store could not be opened.', problems.join('\n'));
}
