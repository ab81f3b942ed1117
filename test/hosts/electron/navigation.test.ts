import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { guardNavigation, mayOpenOutside } from '#hosts/electron/navigation.ts';

/** The events and the hook of a page that the guards sit on. */
class Contents extends EventEmitter {
  open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: typeof this.open): void {
    this.open = handler;
  }

  /** Whether an event is let through. */
  allows(name: string, details: { url?: string } = {}): boolean {
    const preventDefault = vi.fn();
    this.emit(name, { ...details, preventDefault });
    return preventDefault.mock.calls.length === 0;
  }

  click(type = 'mouseUp'): void {
    this.emit('input-event', {}, { type });
  }
}

let contents: Contents;
let opened: string[];
let time: number;

beforeEach(() => {
  contents = new Contents();
  opened = [];
  time = 1000;
  guardNavigation(
    contents as never,
    (url) => opened.push(url),
    () => time,
  );
});

describe('the window stays on its own page', () => {
  it.each(['will-navigate', 'will-frame-navigate'])('%s leads nowhere else', (event) => {
    expect(contents.allows(event, { url: 'app://sessions/' })).toBe(true);
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'javascript:alert(1)', 'app://other/'])
      expect(contents.allows(event, { url })).toBe(false);
  });

  it('is redirected nowhere, and holds no webview', () => {
    expect(contents.allows('will-redirect', { url: 'app://sessions/' })).toBe(false);
    expect(contents.allows('will-attach-webview')).toBe(false);
  });

  it('opens no second window', () => {
    contents.click();
    expect(contents.open({ url: 'app://sessions/' })).toEqual({ action: 'deny' });
    expect(contents.open({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
  });
});

describe('a link to the web', () => {
  it('opens in the system’s browser by a click or a key', () => {
    contents.click();
    contents.open({ url: 'https://example.com/a' });
    contents.click('rawKeyDown');
    contents.open({ url: 'mailto:a@example.com' });
    expect(opened).toEqual(['https://example.com/a', 'mailto:a@example.com']);
  });

  it('does not open by itself, nor long after a click', () => {
    contents.open({ url: 'https://example.com/' });
    contents.click('mouseMove');
    contents.open({ url: 'https://example.com/' });
    contents.click();
    time += 1001;
    contents.open({ url: 'https://example.com/' });
    expect(opened).toEqual([]);
  });

  it('opens once for a click', () => {
    contents.click();
    contents.open({ url: 'https://example.com/1' });
    contents.open({ url: 'https://example.com/2' });
    expect(opened).toEqual(['https://example.com/1']);
  });

  it.each([
    'file:///etc/passwd',
    'smb://server/share',
    'vscode://x',
    'javascript:alert(1)',
    'app://sessions/',
    'x',
  ])('is no way to start another program: %s', (url) => {
    expect(mayOpenOutside(url)).toBe(false);
    contents.click();
    contents.open({ url });
    expect(opened).toEqual([]);
  });
});
