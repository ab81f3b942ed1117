import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { finishBeforeQuit } from '#hosts/electron/finish.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An app that quits as soon as nobody holds it back. */
function running(finish: () => Promise<unknown>) {
  const app = Object.assign(new EventEmitter(), { ended: false, quit() {} });
  app.quit = () => {
    let held = false;
    const preventDefault = () => {
      held = true;
    };
    app.emit('will-quit', { preventDefault });
    app.ended ||= !held;
  };
  finishBeforeQuit(app as never, finish);
  return app;
}

it('the app ends when its work is done, which is done once', async () => {
  const done = Promise.withResolvers<void>();
  const finish = vi.fn(() => done.promise);
  const app = running(finish);
  app.quit();
  app.quit();
  expect(app.ended).toBe(false);
  done.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect([app.ended, finish.mock.calls.length]).toEqual([true, 1]);
});

it('the app ends even if its work fails, or never ends', async () => {
  const failing = running(() => Promise.reject(new Error('disk')));
  const hanging = running(() => new Promise(() => undefined));
  failing.quit();
  hanging.quit();
  await vi.advanceTimersByTimeAsync(0);
  expect([failing.ended, hanging.ended]).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(hanging.ended).toBe(true);
});
