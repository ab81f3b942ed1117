import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CloseParts, CloseSequence } from '#hosts/electron/close.ts';

/** A window with a page and a user, as the close sequence sees them. What happens is told in `story`. */
class Desktop implements CloseParts {
  readonly story: string[] = [];
  readonly sequence = new CloseSequence(this);
  pageListens = true;
  alive = true;
  reloads = false;
  /** Answers of the system's dialog, while it is open. */
  dialog: ((answer: 'wait' | 'close') => void) | null = null;

  ask() {
    this.story.push('page asks');
    return this.pageListens;
  }
  async isAlive() {
    return this.alive;
  }
  confirm(unsaved: number, signal: AbortSignal) {
    this.story.push(`dialog about ${unsaved}`);
    return new Promise<'wait' | 'close'>((resolve) => {
      this.dialog = resolve;
      signal.addEventListener('abort', () => {
        this.dialog = null;
        resolve('wait');
      });
    });
  }
  confirmReload(unsaved: number) {
    this.story.push(`reload loses ${unsaved}`);
    return this.reloads;
  }
  close() {
    this.story.push(this.press() ? 'closed' : 'held');
  }
  destroy() {
    this.story.push('destroyed');
    this.sequence.closed();
  }
  quit() {
    this.story.push('quits');
    this.sequence.quitRequested();
    if (this.press()) this.story.push('closed');
  }

  /** The user closes the window; true when it closes. */
  press(): boolean {
    return passes((event) => this.sequence.closeRequested(event));
  }
  /** The user quits by menu or key. */
  async quitByUser(): Promise<boolean> {
    this.sequence.quitRequested();
    return this.press();
  }
  async answer(answer: 'wait' | 'close') {
    this.dialog?.(answer);
    await vi.advanceTimersByTimeAsync(0);
  }
}

function passes(happen: (event: { preventDefault(): void }) => void): boolean {
  let prevented = false;
  happen({
    preventDefault() {
      prevented = true;
    },
  });
  return !prevented;
}

const aWhile = () => vi.advanceTimersByTimeAsync(60_000);
let desktop: Desktop;

beforeEach(() => {
  vi.useFakeTimers();
  desktop = new Desktop();
});
afterEach(() => vi.useRealTimers());

describe('with nothing unsaved', () => {
  it('the window closes at once', () => {
    expect(desktop.press()).toBe(true);
    expect(desktop.story).toEqual([]);
  });

  it('a page that never finishes unloading does not keep the window', async () => {
    desktop.press();
    await aWhile();
    expect(desktop.story).toEqual(['destroyed']);
  });

  it('a window that closed in time is not closed again', async () => {
    desktop.press();
    desktop.sequence.closed();
    await aWhile();
    expect(desktop.story).toEqual([]);
  });
});

describe('with unsaved edits', () => {
  beforeEach(() => desktop.sequence.setUnsaved({ count: 2, lost: 2 }));

  it('the page asks, and the window waits for as long as the user thinks', async () => {
    expect(desktop.press()).toBe(false);
    await aWhile();
    expect(desktop.story).toEqual(['page asks']);
  });

  it('the window closes when the page says so', () => {
    desktop.press();
    desktop.sequence.answered(true);
    expect(desktop.story).toEqual(['page asks', 'closed']);
  });

  it('the window stays when the user cancels, and asks again the next time', () => {
    desktop.press();
    desktop.sequence.answered(false);
    expect(desktop.press()).toBe(false);
    expect(desktop.story).toEqual(['page asks', 'page asks']);
  });

  it('closing twice asks once', () => {
    desktop.press();
    expect(desktop.press()).toBe(false);
    expect(desktop.story).toEqual(['page asks']);
  });

  it('an answer that nobody asked for closes nothing', () => {
    desktop.sequence.answered(true);
    expect(desktop.story).toEqual([]);
  });

  it('the window closes without a question once all is saved', () => {
    desktop.sequence.setUnsaved({ count: 0, lost: 0 });
    expect(desktop.press()).toBe(true);
  });
});

describe('with a page that cannot ask', () => {
  beforeEach(() => desktop.sequence.setUnsaved({ count: 3, lost: 3 }));

  it('the system asks when the page hangs', async () => {
    desktop.alive = false;
    desktop.press();
    await aWhile();
    expect(desktop.story).toEqual(['page asks', 'dialog about 3']);
  });

  it('the system asks at once when no page is there', async () => {
    desktop.pageListens = false;
    desktop.press();
    expect(desktop.story).toEqual(['page asks', 'dialog about 3']);
    await desktop.answer('wait');
    expect(desktop.press()).toBe(false);
  });

  it('the system asks when the user closes again and the page shows nothing', async () => {
    desktop.press();
    await vi.advanceTimersByTimeAsync(5000);
    desktop.press();
    desktop.press();
    expect(desktop.story).toEqual(['page asks', 'dialog about 3']);
  });

  it('the window goes when the user gives up the edits', async () => {
    desktop.alive = false;
    desktop.press();
    await aWhile();
    await desktop.answer('close');
    expect(desktop.story).toEqual(['page asks', 'dialog about 3', 'destroyed']);
  });

  it('a page that comes back may still answer after “Wait”', async () => {
    desktop.alive = false;
    desktop.press();
    await aWhile();
    desktop.alive = true;
    await desktop.answer('wait');
    await aWhile();
    desktop.sequence.answered(true);
    expect(desktop.story).toEqual(['page asks', 'dialog about 3', 'closed']);
  });

  it('the dialog goes away when the page answers after all', async () => {
    desktop.alive = false;
    desktop.press();
    await aWhile();
    desktop.sequence.answered(false);
    expect(desktop.dialog).toBeNull();
    await aWhile();
    expect(desktop.story).toEqual(['page asks', 'dialog about 3']);
  });

  it('a dialog that fails leaves the window as it was', async () => {
    desktop.pageListens = false;
    desktop.confirm = () => Promise.reject(new Error('no display'));
    desktop.press();
    await vi.advanceTimersByTimeAsync(0);
    expect(desktop.press()).toBe(false);
    expect(desktop.story).toEqual(['page asks', 'page asks']);
  });
});

describe('with edits that are all kept for the next time', () => {
  beforeEach(() => desktop.sequence.setUnsaved({ count: 2, lost: 0 }));

  it('the page is given time to write down the last of them', () => {
    expect(desktop.press()).toBe(false);
    desktop.sequence.answered(true);
    expect(desktop.story).toEqual(['page asks', 'closed']);
  });

  it('a page that hangs is closed without a question', async () => {
    desktop.alive = false;
    desktop.press();
    await aWhile();
    expect(desktop.story).toEqual(['page asks', 'destroyed']);
  });

  it('quitting goes on though the page hangs', async () => {
    desktop.alive = false;
    await desktop.quitByUser();
    await aWhile();
    expect(desktop.story.slice(0, 4)).toEqual(['page asks', 'destroyed', 'quits', 'closed']);
  });
});

describe('quitting', () => {
  beforeEach(() => desktop.sequence.setUnsaved({ count: 1, lost: 1 }));

  it('goes on when the page agrees', async () => {
    expect(await desktop.quitByUser()).toBe(false);
    desktop.sequence.answered(true);
    expect(desktop.story).toEqual(['page asks', 'quits', 'closed']);
  });

  it('is over when the user cancels: closing later only closes', async () => {
    await desktop.quitByUser();
    desktop.sequence.answered(false);
    desktop.press();
    desktop.sequence.answered(true);
    expect(desktop.story).toEqual(['page asks', 'page asks', 'closed']);
  });

  it('goes on when the edits of a page that hangs are given up', async () => {
    desktop.alive = false;
    await desktop.quitByUser();
    await aWhile();
    await desktop.answer('close');
    expect(desktop.story.slice(2)).toEqual(['destroyed', 'quits', 'closed']);
  });
});

describe('a system that shuts down', () => {
  const shutDown = () => passes((event) => desktop.sequence.sessionEnding(event));

  it('goes ahead when nothing is unsaved', () => {
    expect(shutDown()).toBe(true);
    expect(desktop.story).toEqual([]);
  });

  it('is asked to wait for unsaved edits, and the app quits after the answer', () => {
    desktop.sequence.setUnsaved({ count: 1, lost: 1 });
    expect(shutDown()).toBe(false);
    expect(shutDown()).toBe(false);
    desktop.sequence.answered(true);
    expect(desktop.story).toEqual(['page asks', 'quits', 'closed']);
  });
});

describe('a page that does not want to be left', () => {
  const leave = () => !passes((event) => desktop.sequence.unloadPrevented(event));

  it('is asked when it has edits that it had not told of', () => {
    expect(desktop.press()).toBe(true);
    expect(leave()).toBe(false);
    expect(desktop.story).toEqual(['page asks']);
  });

  it('is left when the user has agreed', () => {
    desktop.sequence.setUnsaved({ count: 1, lost: 1 });
    desktop.press();
    desktop.sequence.answered(true);
    expect(leave()).toBe(true);
  });

  it('is loaded again only when the user gives up its edits', () => {
    desktop.sequence.setUnsaved({ count: 2, lost: 2 });
    expect(leave()).toBe(false);
    desktop.reloads = true;
    expect(leave()).toBe(true);
    expect(desktop.story).toEqual(['reload loses 2', 'reload loses 2']);
  });
});

describe('a page that is gone', () => {
  it('has nothing left to ask about', () => {
    desktop.sequence.setUnsaved({ count: 2, lost: 2 });
    desktop.sequence.pageGone();
    expect(desktop.press()).toBe(true);
  });

  it('takes its question with it', async () => {
    desktop.alive = false;
    desktop.sequence.setUnsaved({ count: 2, lost: 2 });
    desktop.press();
    await aWhile();
    desktop.sequence.pageGone();
    expect(desktop.dialog).toBeNull();
    desktop.sequence.answered(true);
    expect(desktop.story).toEqual(['page asks', 'dialog about 2']);
  });
});
