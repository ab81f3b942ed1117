import { type BrowserWindow, dialog } from 'electron';
import { loadPage, openWindow, type WindowParts } from './window.ts';

/** The one window: made when it is first wanted, brought to the front after that. */
export class ShownWindow {
  readonly #parts: Omit<WindowParts, 'onClosed'>;
  #window: BrowserWindow | null = null;
  #opening: Promise<BrowserWindow> | null = null;

  constructor(parts: Omit<WindowParts, 'onClosed'>) {
    this.#parts = parts;
  }

  /** Null while there is none, as on a Mac whose last window was closed. */
  get window(): BrowserWindow | null {
    return this.#window;
  }

  /** Resolves when the window is there and its page is loaded. */
  async show(): Promise<void> {
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
    this.#opening ??= this.#open();
    await this.#opening;
  }

  /** Tells the user something that the page cannot show, without holding anything up. */
  async tell(message: string, detail: string): Promise<void> {
    const window = this.#window;
    if (window) await dialog.showMessageBox(window, { type: 'warning', message, detail, noLink: true });
  }

  async #open(): Promise<BrowserWindow> {
    const onClosed = () => {
      this.#window = null;
      this.#opening = null;
    };
    const window = await openWindow({ ...this.#parts, onClosed });
    this.#window = window;
    await loadPage(window, this.#parts.log);
    return window;
  }
}
