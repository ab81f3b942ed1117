import { onReconnected } from '../client/events.ts';
import { onRefresh } from './refresh.ts';

/** Coming back to the window looks at most once in so many ms. */
const restBetween = 2_000;

/**
 * Calls `listener` when what is shown may be old without main having said so: the user asks, the window gets
 * the focus, or the connection is back. Returns how to stop.
 */
export function onStale(listener: () => void): () => void {
  let last = Date.now();
  const onFocus = () => {
    if (Date.now() - last < restBetween) return;
    last = Date.now();
    listener();
  };
  const stops = [onRefresh(listener), onReconnected(listener)];
  window.addEventListener('focus', onFocus);
  return () => {
    window.removeEventListener('focus', onFocus);
    for (const stop of stops) stop();
  };
}
