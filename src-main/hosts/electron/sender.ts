import type { WebFrameMain } from 'electron';
import { isOwnUrl } from './origin.ts';

/** Whether a message comes from the page that the window shows, and not from a frame in it or from another page. */
export function isOwnMainFrame(
  frame: Pick<WebFrameMain, 'url'> | null,
  window: { readonly mainFrame: unknown },
): boolean {
  return frame !== null && frame === window.mainFrame && isOwnUrl(frame.url);
}
