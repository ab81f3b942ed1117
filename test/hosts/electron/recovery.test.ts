import { expect, it, vi } from 'vitest';
import { offerReload } from '#hosts/electron/recovery.ts';

function crashed(response: number) {
  const showMessageBox = vi.fn(async () => ({ response, checkboxChecked: false }));
  const window = { isDestroyed: vi.fn(() => false), loadURL: vi.fn(async () => undefined), destroy: vi.fn() };
  const ask = () => offerReload({ showMessageBox }, window as never, { reason: 'oom', exitCode: 1 } as never);
  return { showMessageBox, window, ask };
}

it('says what has happened and what is kept', async () => {
  const { showMessageBox, ask } = crashed(0);
  await ask();
  expect(JSON.stringify(showMessageBox.mock.calls)).toMatch(/\(oom\).*kept as drafts/);
});

it('loads the page again, or closes the window, as the user likes', async () => {
  const again = crashed(0);
  await again.ask();
  expect(again.window.loadURL).toHaveBeenCalledWith('app://sessions/');
  const closed = crashed(1);
  await closed.ask();
  expect(closed.window.destroy).toHaveBeenCalled();
  expect(closed.window.loadURL).not.toHaveBeenCalled();
});

it('leaves a window alone that was closed meanwhile', async () => {
  const { window, ask } = crashed(0);
  window.isDestroyed.mockReturnValue(true);
  await ask();
  expect(window.loadURL).not.toHaveBeenCalled();
});
