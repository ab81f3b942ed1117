import type { Unsaved } from '../host.ts';

/** What closing needs of the window and of the user. */
export interface CloseParts {
  /** Tells the page that the window wants to close; false where no page is there to hear it. */
  ask(): boolean;
  /** Whether the page's thread still answers; false after a second or two of silence. */
  isAlive(): Promise<boolean>;
  /** A dialog of the system itself, for a page that cannot ask, about the edits that would be lost. */
  confirm(lost: number, signal: AbortSignal): Promise<'wait' | 'close'>;
  /** The same before a reload, which cannot wait. True: reload and lose the edits. */
  confirmReload(lost: number): boolean;
  close(): void;
  /** Closes without asking anybody. */
  destroy(): void;
  quit(): void;
}

type State = 'open' | 'asking' | 'confirming' | 'leaving';

interface Preventable {
  preventDefault(): void;
}

const none: Unsaved = { count: 0, lost: 0 };

/** In milliseconds: how long a page is left alone before it is looked after, and how long it may take to unload. */
const patience = 4000;

/**
 * Closing the window without losing edits and without hanging. While documents are unsaved a close is held
 * back, and the page writes the edits down and asks about those that it cannot keep; should the page not be able
 * to, the system's own dialog asks about those. Whoever declines ends the attempt, of quitting too.
 *
 * `open` → (close, with edits) → `asking` → `confirming` where the page is mute and edits would be lost → `leaving`.
 */
export class CloseSequence {
  readonly #parts: CloseParts;
  #state: State = 'open';
  #unsaved: Unsaved = none;
  #quitting = false;
  /** The user has agreed to lose what is not saved, or nothing is left unsaved. */
  #agreed = false;
  #askedAt = 0;
  /** Ends with the state that it belongs to. */
  #step = new AbortController();

  constructor(parts: CloseParts) {
    this.#parts = parts;
  }

  /** What the page holds unsaved. */
  setUnsaved(unsaved: Unsaved): void {
    this.#unsaved = unsaved;
  }

  /** Quitting was asked for: closing the last window goes on to quit. */
  quitRequested(): void {
    this.#quitting = true;
  }

  /** The window's `close` event. */
  closeRequested(event: Preventable): void {
    if (this.#state === 'leaving') return;
    if (this.#state === 'open' && this.#unsaved.count === 0) {
      this.#leave(false);
      return;
    }
    event.preventDefault();
    if (this.#state === 'open') this.#ask();
    else if (this.#state === 'asking' && Date.now() - this.#askedAt > patience) void this.#confirm();
  }

  /** The system is about to shut down or log off: with unsaved edits it is asked to wait. */
  sessionEnding(event: Preventable): void {
    if (this.#unsaved.count === 0) return;
    event.preventDefault();
    this.#quitting = true;
    if (this.#state === 'open') this.#ask();
  }

  /** The page's answer. */
  answered(close: boolean): void {
    if (this.#state !== 'asking' && this.#state !== 'confirming') return;
    if (close) {
      this.#leave(true);
      this.#goOn();
    } else this.#giveUp();
  }

  /** The window's `will-prevent-unload` event: the page holds edits and does not want to be left. */
  unloadPrevented(event: Preventable): void {
    if (this.#state === 'leaving' && !this.#agreed) {
      // The page has edits that it had not told of yet.
      const { count, lost } = this.#unsaved;
      this.#unsaved = { count: Math.max(1, count), lost: Math.max(1, lost) };
      this.#begin('open');
      this.#ask();
    } else if (this.#state === 'leaving' || this.#parts.confirmReload(Math.max(1, this.#unsaved.lost))) {
      event.preventDefault();
    }
  }

  /** The page was reloaded or has crashed: its edits and its questions are gone. */
  pageGone(): void {
    this.#unsaved = none;
    if (this.#state !== 'leaving') this.#giveUp();
  }

  /** The window is gone; another may be opened later. */
  closed(): void {
    this.#unsaved = none;
    this.#begin('open');
  }

  #begin(state: State): AbortSignal {
    this.#step.abort();
    this.#step = new AbortController();
    this.#state = state;
    return this.#step.signal;
  }

  #giveUp(): void {
    this.#quitting = false;
    this.#begin('open');
  }

  #ask(): void {
    if (this.#parts.ask()) this.#wait();
    else void this.#confirm(() => this.#giveUp());
  }

  #wait(): void {
    this.#askedAt = Date.now();
    void this.#watch(this.#begin('asking'));
  }

  /** A user may think for as long as they like; a page that has stopped working may not. */
  async #watch(signal: AbortSignal): Promise<void> {
    do {
      await pause(patience, signal);
      if (signal.aborted) return;
    } while (await this.#parts.isAlive());
    if (!signal.aborted) await this.#confirm();
  }

  async #confirm(onWait = () => this.#wait()): Promise<void> {
    const signal = this.#begin('confirming');
    const { lost } = this.#unsaved;
    const answer = lost === 0 ? 'close' : await this.#parts.confirm(lost, signal).catch(() => 'wait');
    if (signal.aborted) return;
    if (answer === 'wait') return onWait();
    this.#leave(true);
    this.#parts.destroy();
    if (this.#quitting) this.#parts.quit();
  }

  #goOn(): void {
    if (this.#quitting) this.#parts.quit();
    else this.#parts.close();
  }

  /** A page that hangs never finishes unloading, so the window does not wait for it for ever. */
  #leave(agreed: boolean): void {
    this.#agreed = agreed;
    const signal = this.#begin('leaving');
    void pause(patience, signal).then(() => {
      if (!signal.aborted) this.#parts.destroy();
    });
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
