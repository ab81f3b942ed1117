import { EventEmitter } from 'node:events';
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { App } from './app.ts';
import { MessageChannelMain } from './ports.ts';
import { BrowserWindow } from './window.ts';

interface MessageBox {
  message: string;
  detail?: string;
  buttons?: string[];
  signal?: AbortSignal;
}

/** Waits for something that happens in its own time. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

let runs = 0;

const nativeImport: (url: string) => Promise<unknown> = createRequire(import.meta.url)('./native-import.cjs');

/**
 * As much of Electron as the app uses, in memory: enough to run the built main and preload bundles as they are.
 * What a user or the system would do, a test does by its members.
 */
export class FakeElectron {
  readonly app = new App();
  readonly ipcMain = new EventEmitter();
  readonly powerMonitor = new EventEmitter();
  readonly nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false, themeSource: '' });
  /** Addresses and paths that were handed to the system, by what was asked for. */
  readonly handedOut: [string, string][] = [];
  /** Dialogs that are open, with how to answer them. */
  readonly dialogs: { box: MessageBox; answer: (button: string) => void }[] = [];
  readonly errors: string[] = [];
  /** What the user chooses in the folder dialog. */
  chosenFolder: string | null = null;
  menu: unknown = null;
  schemes: { scheme: string }[] = [];
  #handlers = new Map<string, (request: Request) => Promise<Response>>();

  /** The window; throws where there is not exactly one. */
  get window(): BrowserWindow {
    const [window, ...others] = this.app.windows;
    if (!window || others.length > 0) throw new Error(`There are ${this.app.windows.size} windows.`);
    return window;
  }

  /** Resolves when the window has its page. */
  async windowLoaded(): Promise<void> {
    await until(() => this.app.windows.size > 0 && this.window.webContents.page !== null);
  }

  /** Quits as the user would give up everything, so that a test leaves nothing running. */
  async end(): Promise<void> {
    for (const window of this.app.windows) window.destroy();
    this.app.quit();
    if (this.app.ready) await until(() => this.app.hasQuit);
  }

  /** A request of the page on one of its own schemes. */
  fetch(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) throw new Error(`Nobody handles ${url}.`);
    return handler(new Request(url, init));
  }

  /** Runs a built main bundle with this in place of `electron`; each time it is a new one. */
  async run(bundle: string): Promise<void> {
    runs += 1;
    const address = `fake:electron-${runs}`;
    const name = `fakeElectron${runs}`;
    const exported = this.#module();
    Object.assign(globalThis, { [name]: exported });
    const source = `export const { ${Object.keys(exported).join(', ')} } = globalThis.${name};`;
    const entry = `${pathToFileURL(bundle).href}?run=${runs}`;
    const hooks = registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'electron' && context.parentURL === entry
          ? { url: address, format: 'module', shortCircuit: true }
          : next(specifier, context),
      load: (url, context, next) =>
        url === address ? { format: 'module', source, shortCircuit: true } : next(url, context),
    });
    await nativeImport(entry).finally(() => hooks.deregister());
  }

  #module(): Record<string, unknown> {
    const { app, ipcMain, powerMonitor, nativeTheme } = this;
    const window = class extends BrowserWindow {
      constructor(options: ConstructorParameters<typeof BrowserWindow>[0]) {
        super(options, app, ipcMain);
      }
    };
    const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
    return {
      app,
      ipcMain,
      powerMonitor,
      nativeTheme,
      MessageChannelMain,
      BrowserWindow: window,
      dialog: this.#dialog(),
      screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
      session: {
        defaultSession: Object.assign(new EventEmitter(), {
          resolveProxy: async () => 'DIRECT',
          setPermissionRequestHandler() {},
          setPermissionCheckHandler() {},
          setDevicePermissionHandler() {},
        }),
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => {
          if (app.ready) throw new Error('Schemes are registered before the app is ready.');
          this.schemes = schemes;
        },
        handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
          this.#handlers.set(scheme, handler),
      },
      shell: {
        openPath: async (path: string) => {
          this.handedOut.push(['open', path]);
          return '';
        },
        openExternal: async (url: string) => void this.handedOut.push(['browser', url]),
        showItemInFolder: (path: string) => void this.handedOut.push(['reveal', path]),
      },
      safeStorage: {
        isAsyncEncryptionAvailable: async () => true,
        encryptStringAsync: async (text: string) =>
          Buffer.from([...Buffer.from(text)].map((byte) => byte ^ 90)),
        decryptStringAsync: async (bytes: Buffer) => ({
          result: Buffer.from([...bytes].map((byte) => byte ^ 90)).toString(),
          shouldReEncrypt: false,
        }),
        getSelectedStorageBackend: () => 'gnome_libsecret',
      },
      Menu: {
        buildFromTemplate: (template: unknown) => template,
        setApplicationMenu: (menu: unknown) => {
          this.menu = menu;
        },
      },
    };
  }

  #dialog() {
    return {
      showErrorBox: (title: string, text: string) => void this.errors.push(`${title}: ${text}`),
      showOpenDialog: async () => ({ filePaths: this.chosenFolder === null ? [] : [this.chosenFolder] }),
      showMessageBoxSync: () => 0,
      showMessageBox: (_: unknown, box: MessageBox) =>
        new Promise((resolve) => {
          const answer = (button: string) => resolve({ response: box.buttons?.indexOf(button) ?? 0 });
          this.dialogs.push({ box, answer });
        }),
    };
  }
}
