import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { passes } from './fake-electron/app.ts';
import { launch, onStore, pageOf, startDesktop } from './fake-electron/desktop.ts';
import { until } from './fake-electron/index.ts';

/** The bundles that the build has made, run as they are: starting, closing, crashing, starting twice. */

describe('closing', () => {
  it('is held back while an edit is unsaved, and goes on when the page says so', async () => {
    const { electron, client } = await onStore();
    const events = await client.app.events();
    const next = events.next();
    await client.app.setUnsaved({ count: 1, lost: 1 });
    electron.window.close();
    expect((await next).value).toEqual({ kind: 'closing' });
    expect(electron.app.windows.size).toBe(1);

    await client.app.closeAnswer({ close: false });
    expect(electron.app.windows.size).toBe(1);

    electron.app.quit();
    expect((await events.next()).value).toEqual({ kind: 'closing' });
    expect(electron.app.hasQuit).toBe(false);
    void client.app.closeAnswer({ close: true });
    await until(() => electron.app.hasQuit);
  });

  it('asks by the system when no page listens, and loses the edits only by its button', async () => {
    const desktop = await startDesktop();
    const { electron } = desktop;
    const { client } = await pageOf(desktop);
    await client.app.setUnsaved({ count: 2, lost: 2 });
    electron.window.close();
    const [dialog] = electron.dialogs;
    expect(dialog?.box.buttons).toEqual(['Wait', 'Close and lose 2 unsaved edits']);
    expect(electron.app.windows.size).toBe(1);
    dialog?.answer('Close and lose 2 unsaved edits');
    await until(() => electron.app.hasQuit);
  });

  it('waits for edits when the system shuts down', async () => {
    const desktop = await startDesktop();
    const { client } = await pageOf(desktop);
    const { electron } = desktop;
    expect(passes(electron.powerMonitor, 'shutdown')).toBe(true);
    await client.app.setUnsaved({ count: 1, lost: 1 });
    expect(passes(electron.powerMonitor, 'shutdown')).toBe(false);
    expect(passes(electron.window, 'query-session-end')).toBe(false);
  });

  it('ends by itself where the last window closes, and lets go of the stores', async () => {
    const { electron } = await onStore();
    electron.window.close();
    await until(() => electron.app.hasQuit);
  });
});

describe('a page that crashes', () => {
  it('is loaded again if the user likes, and gets a port again', async () => {
    const desktop = await startDesktop();
    const { electron } = desktop;
    const { client } = await pageOf(desktop);
    await client.app.setUnsaved({ count: 1, lost: 1 });
    electron.window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    const [dialog] = electron.dialogs;
    expect(dialog?.box.message).toMatch(/stopped working/);
    const { page } = electron.window.webContents;
    dialog?.answer('Load again');
    await until(() => electron.window.webContents.page !== page);
    const again = await pageOf(desktop);
    expect(await again.client.stores.list()).toEqual([]);
    electron.window.close();
    await until(() => electron.app.hasQuit);
  });

  it('aborts the calls of the page that is gone, as a reload does', async () => {
    const desktop = await startDesktop();
    const { client } = await pageOf(desktop);
    const events = await client.app.events();
    const ended = events.next().then(
      () => 'ended',
      () => 'ended',
    );
    await desktop.electron.window.loadURL('app://sessions/');
    expect(await ended).toBe('ended');
  });
});

describe('a second start', () => {
  it('hands over what it was asked to open, says so, and ends', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    const { electron } = await launch({
      args: ['--read-only', '/data/a', 's3://bucket/prefix', 's3://'],
      prepare: ({ app }) => {
        app.lockIsFree = false;
      },
    });
    expect(electron.app.handedOver).toMatchObject({
      locations: [
        { kind: 'folder', path: resolve('/data/a') },
        { kind: 's3', bucket: 'bucket', prefix: 'prefix' },
      ],
      readOnly: true,
    });
    expect([electron.app.hasQuit, electron.app.windows.size]).toEqual([true, 0]);
    expect(said.mock.calls.join('')).toMatch(/“s3:\/\/” names no bucket.*The app is open already/s);
  });

  it('is heard by the page of the first, whose window comes to the front', async () => {
    const { electron, client } = await onStore();
    const events = await client.app.events();
    const next = events.next();
    await client.app.info();
    const location = { kind: 'folder', path: '/data/a' };
    electron.window.isFocused = false;
    electron.app.emit('second-instance', {}, [], '/', { locations: [location], readOnly: true });
    expect((await next).value).toEqual({ kind: 'open', location, readOnly: true });
    expect(electron.window.isFocused).toBe(true);
  });

  it('opens nothing when what it hands over is not what it should be', async () => {
    const { electron, client } = await onStore();
    const events = await client.app.events();
    const next = events.next();
    await client.app.info();
    electron.app.emit('second-instance', {}, [], '/', { locations: [{ kind: 'program', path: '/bin/sh' }] });
    electron.app.emit('open-file', { preventDefault() {} }, '/data/b');
    expect((await next).value).toMatchObject({ kind: 'open', location: { path: '/data/b' } });
  });

  it('would share the lock only with the same home', async () => {
    const { electron, home } = await launch();
    expect(electron.app.pathsAtLock.userData).toBe(join(home, 'desktop'));
  });
});

describe('the menu', () => {
  it('asks the page for a command', async () => {
    const desktop = await startDesktop();
    const { client } = await pageOf(desktop);
    const events = await client.app.events();
    const next = events.next();
    await client.app.info();
    const menu = desktop.electron.menu as { submenu?: { id?: string; click?: () => void }[] }[];
    const item = menu.flatMap(({ submenu = [] }) => submenu).find(({ id }) => id === 'store.openFolder');
    item?.click?.();
    expect((await next).value).toEqual({ kind: 'command', command: 'store.openFolder' });
  });
});

describe('the theme', () => {
  it('of the window follows the settings', async () => {
    const desktop = await startDesktop();
    const { client } = await pageOf(desktop);
    expect(desktop.electron.nativeTheme.themeSource).toBe('system');
    await client.app.setSettings({ theme: 'dark' });
    expect(desktop.electron.nativeTheme.themeSource).toBe('dark');
  });
});
