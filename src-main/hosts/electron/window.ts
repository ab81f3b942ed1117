import { BrowserWindow, dialog, nativeTheme, screen, shell } from 'electron';
import type { Home } from '#services/app/home.ts';
import type { Log } from '#services/app/log.ts';
import type { CloseSequence } from './close.ts';
import { guardNavigation } from './navigation.ts';
import { appPage } from './origin.ts';
import type { PagePort } from './ports.ts';
import { offerReload } from './recovery.ts';
import { background, buttonOverlay, windowOptions } from './window-options.ts';
import { type Placement, readPlacement } from './window-state.ts';

/** What the window stands on. */
export interface WindowParts {
  readonly home: Home;
  readonly log: Log;
  readonly port: PagePort;
  readonly closing: CloseSequence;
  /** Path of the built preload. */
  readonly preload: string;
  /** The window is about to close, standing there. */
  readonly onPlaced: (placement: Placement) => void;
  readonly onClosed: () => void;
}

/** Opens the window; it is shown when its first picture is there. */
export async function openWindow(parts: WindowParts): Promise<BrowserWindow> {
  const { home, preload } = parts;
  const dark = nativeTheme.shouldUseDarkColors;
  const placement = await readPlacement(home, workAreas());
  const window = new BrowserWindow(windowOptions({ platform: process.platform, dark, preload, placement }));
  window.once('ready-to-show', () => {
    if (placement.maximized) window.maximize();
    window.show();
  });
  guardNavigation(window.webContents, (url) => void shell.openExternal(url));
  followPage(window, parts);
  followClosing(window, parts);
  followTheme(window);
  return window;
}

/** Loads the app's page. A page that cannot be loaded leaves an empty window and a line in the log. */
export async function loadPage(window: BrowserWindow, log: Log): Promise<void> {
  try {
    await window.loadURL(appPage);
  } catch (error) {
    log.error({ err: error }, 'The page could not be loaded');
    if (!window.isDestroyed()) window.show();
  }
}

function workAreas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

function followPage(window: BrowserWindow, { port, closing, log }: WindowParts): void {
  const pageGone = () => {
    port.close();
    closing.pageGone();
  };
  const { webContents } = window;
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) pageGone();
  });
  webContents.on('render-process-gone', (_, details) => {
    pageGone();
    if (details.reason === 'clean-exit') return;
    log.error({ code: details.reason }, 'The page has crashed');
    void offerReload(dialog, window, details);
  });
}

function followClosing(window: BrowserWindow, { port, closing, onPlaced, onClosed }: WindowParts): void {
  window.on('close', (event) => {
    closing.closeRequested(event);
    onPlaced({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  window.webContents.on('will-prevent-unload', (event) => closing.unloadPrevented(event));
  window.on('query-session-end', (event) => closing.sessionEnding(event));
  window.on('closed', () => {
    port.close();
    closing.closed();
    onClosed();
  });
}

function followTheme(window: BrowserWindow): void {
  const follow = () => {
    const dark = nativeTheme.shouldUseDarkColors;
    window.setBackgroundColor(background(dark));
    if (process.platform === 'win32') window.setTitleBarOverlay(buttonOverlay(dark));
  };
  nativeTheme.on('updated', follow);
  window.on('closed', () => nativeTheme.off('updated', follow));
}
