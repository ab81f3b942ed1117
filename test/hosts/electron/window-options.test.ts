import { describe, expect, it } from 'vitest';
import { windowOptions } from '#hosts/electron/window-options.ts';

const placement = { x: 10, y: 20, width: 1200, height: 800, maximized: false };
const on = (platform: NodeJS.Platform, dark = false) =>
  windowOptions({ platform, dark, preload: '/app/preload.cjs', placement });

describe('the window', () => {
  it.each(['linux', 'darwin', 'win32'] as const)(
    'gives its page no Node and no way around the sandbox on %s',
    (platform) => {
      expect(on(platform).webPreferences).toEqual({
        preload: '/app/preload.cjs',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
      });
    },
  );

  it('is shown only once it has something to show, on the ground of its theme', () => {
    expect(on('linux')).toMatchObject({ show: false, backgroundColor: '#f4f5f7' });
    expect(on('linux', true)).toMatchObject({ show: false, backgroundColor: '#181a1d' });
  });

  it('stands where it is told', () => {
    expect(on('linux')).toMatchObject({ x: 10, y: 20, width: 1200, height: 800 });
    expect(on('linux')).not.toHaveProperty('maximized');
  });

  it('has the title bar of the system on Linux, and puts the buttons on its own elsewhere', () => {
    expect(on('linux')).not.toHaveProperty('titleBarStyle');
    expect(on('darwin')).toMatchObject({ titleBarStyle: 'hidden', trafficLightPosition: { x: 12, y: 11 } });
    expect(on('win32', true)).toMatchObject({
      titleBarStyle: 'hidden',
      titleBarOverlay: { color: '#181a1d', height: 36 },
    });
  });
});
