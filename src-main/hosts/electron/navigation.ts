import type { InputEvent, WebContents } from 'electron';
import { isOwnUrl } from './origin.ts';

/** In milliseconds: how long after a click or key a link may still be opened. */
const clickLasts = 1000;
const clicks = new Set<InputEvent['type']>(['mouseUp', 'rawKeyDown', 'keyDown', 'gestureTap']);
const outsideSchemes = new Set(['https:', 'http:', 'mailto:']);

/** Whether a link may be given to the system's browser or mail program. */
export function mayOpenOutside(url: string): boolean {
  return URL.canParse(url) && outsideSchemes.has(new URL(url).protocol);
}

/**
 * Keeps the window on the app's own page. It goes nowhere else, opens no window and holds no webview; a link
 * to the web opens in the system's browser, one for each click or key of the user.
 */
export function guardNavigation(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openOutside: (url: string) => void,
  now: () => number = Date.now,
): void {
  let clickedAt = Number.NEGATIVE_INFINITY;
  contents.on('input-event', (_, { type }) => {
    if (clicks.has(type)) clickedAt = now();
  });
  contents.on('will-navigate', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url) && now() - clickedAt <= clickLasts) {
      clickedAt = Number.NEGATIVE_INFINITY;
      openOutside(url);
    }
    return { action: 'deny' };
  });
}
