import type { App } from 'electron';

/** In milliseconds: how long the app may take to finish; a dead mount must not keep it from ending. */
const patience = 5000;

/** Holds quitting back until the work is done, once and not for long. */
export function finishBeforeQuit(app: Pick<App, 'on' | 'quit'>, finish: () => Promise<unknown>): void {
  let state: 'running' | 'finishing' | 'finished' = 'running';
  app.on('will-quit', (event) => {
    if (state === 'finished') return;
    event.preventDefault();
    if (state === 'finishing') return;
    state = 'finishing';
    const late = new Promise((resolve) => setTimeout(resolve, patience));
    void Promise.race([finish().catch(() => undefined), late]).then(() => {
      state = 'finished';
      app.quit();
    });
  });
}
