import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { type App, passes } from './app.ts';
import { Page } from './page.ts';
import type { PortMain } from './ports.ts';

interface Options {
  webPreferences: Record<string, unknown> & { preload: string };
  [name: string]: unknown;
}

/** Electron's `WebContents`: loads pages, runs the preload in each. */
export class WebContents extends EventEmitter {
  page: Page | null = null;
  /** False: the page's thread is stuck. */
  alive = true;
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  readonly #preload: string;
  readonly #ipcMain: EventEmitter;

  constructor(preload: string, ipcMain: EventEmitter) {
    super();
    this.#preload = preload;
    this.#ipcMain = ipcMain;
  }

  readonly mainFrame = {
    url: '',
    parent: null,
    executeJavaScript: (code: string): Promise<unknown> =>
      this.alive ? Promise.resolve(code === 'true') : new Promise(() => undefined),
  };

  setWindowOpenHandler(handler: typeof this.openHandler): void {
    this.openHandler = handler;
  }

  load(url: string): void {
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false, url });
    this.page?.end();
    this.mainFrame.url = url;
    const frame = this.mainFrame;
    this.page = new Page(url, (channel) => this.#ipcMain.emit(channel, { sender: this, senderFrame: frame }));
    this.page.runPreload(readFileSync(this.#preload, 'utf8'));
  }

  postMessage(channel: string, message: unknown, ports: PortMain[]): void {
    this.page?.receive(channel, message, ports);
  }
}

/** Electron's `BrowserWindow`: closes as Electron does, by `close`, then the page's own `beforeunload`. */
export class BrowserWindow extends EventEmitter {
  readonly options: Options;
  readonly webContents: WebContents;
  readonly #app: App;
  isShown = false;
  isFocused = false;
  #destroyed = false;

  constructor(options: Options, app: App, ipcMain: EventEmitter) {
    super();
    this.options = options;
    this.#app = app;
    this.webContents = new WebContents(options.webPreferences.preload, ipcMain);
    app.windows.add(this);
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.load(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.isShown = true;
  }
  focus(): void {
    this.isFocused = true;
  }
  maximize(): void {}
  restore(): void {}
  setBackgroundColor(): void {}
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  getNormalBounds() {
    return { x: 40, y: 50, width: 1100, height: 700 };
  }

  close(): void {
    if (this.#destroyed || !passes(this, 'close')) return;
    const { webContents } = this;
    if (webContents.page?.holdsEdits && passes(webContents, 'will-prevent-unload')) return;
    if (webContents.alive) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.page?.end();
    this.#app.windows.delete(this);
    this.emit('closed');
    if (this.#app.windows.size === 0) this.#app.emit('window-all-closed');
  }
}
