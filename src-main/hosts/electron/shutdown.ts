import type { PowerMonitor } from 'electron';
import type { CloseSequence } from './close.ts';

/** Asks a system that shuts down to wait for unsaved edits. Windows asks the window itself instead. */
export function followShutdown(
  power: Pick<PowerMonitor, 'on'>,
  closing: Pick<CloseSequence, 'sessionEnding'>,
): void {
  // Electron's types leave out the event that its documentation names.
  power.on('shutdown', (...args: { preventDefault(): void }[]) => {
    const [event] = args;
    if (event) closing.sessionEnding(event);
  });
}
