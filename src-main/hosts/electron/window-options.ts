import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions } from 'electron';
import type { Placement } from './window-state.ts';

/** Height of the page's own title row, in px. */
const titleHeight = 36;
/** The grounds of `tokens.css` (`--bg-panel`, `--text-2`) in a form that Electron reads. */
const grounds = { light: '#f4f5f7', dark: '#181a1d' };
const inks = { light: '#46494f', dark: '#b3b7bc' };

/** What the window shows before the page has painted. */
export function background(dark: boolean): string {
  return dark ? grounds.dark : grounds.light;
}

/** The window's own buttons on Windows, drawn onto the page's title row. */
export function buttonOverlay(dark: boolean): TitleBarOverlayOptions {
  return { color: background(dark), symbolColor: dark ? inks.dark : inks.light, height: titleHeight };
}

/** Options of the one window: sandboxed, without Node, with a title bar that suits the platform. */
export function windowOptions(given: {
  platform: NodeJS.Platform;
  dark: boolean;
  preload: string;
  placement: Placement;
}): BrowserWindowConstructorOptions {
  const { platform, dark, preload, placement } = given;
  const { maximized: _, ...bounds } = placement;
  return {
    ...bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'AgentFlow Sessions',
    backgroundColor: background(dark),
    autoHideMenuBar: true,
    ...titleBar(platform, dark),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}

function titleBar(platform: NodeJS.Platform, dark: boolean): BrowserWindowConstructorOptions {
  if (platform === 'darwin') return { titleBarStyle: 'hidden', trafficLightPosition: { x: 12, y: 11 } };
  if (platform === 'win32') return { titleBarStyle: 'hidden', titleBarOverlay: buttonOverlay(dark) };
  return {};
}
