import { describe, expect, it } from 'vitest';
import { isOwnMainFrame } from '#hosts/electron/sender.ts';

const frame = (url: string, parent: object | null = null) => ({ url, parent }) as never;

describe('who may ask for a port', () => {
  it('is the page that the window shows', () => {
    const mainFrame = frame('app://sessions/index.html');
    expect(isOwnMainFrame(mainFrame, { mainFrame })).toBe(true);
  });

  it.each([
    'https://example.com/',
    'app://other/',
    'file:///etc/passwd',
    'about:blank',
    'app://sessions.evil/',
    '',
  ])('is no page of another origin: %s', (url) => {
    const mainFrame = frame(url);
    expect(isOwnMainFrame(mainFrame, { mainFrame })).toBe(false);
  });

  it('is no frame inside the page, nor one that is gone', () => {
    const mainFrame = frame('app://sessions/');
    expect(isOwnMainFrame(frame('app://sessions/', mainFrame), { mainFrame })).toBe(false);
    expect(isOwnMainFrame(frame('app://sessions/'), { mainFrame })).toBe(false);
    expect(isOwnMainFrame(null, { mainFrame })).toBe(false);
  });
});
