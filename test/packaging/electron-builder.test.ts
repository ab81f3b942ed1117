import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));

describe('an installed app', () => {
  const config = parse(read('electron-builder.yml').toString());

  it('cannot be made to run as Node, to be debugged, or to load other code', () => {
    expect(config.asar).toBe(true);
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('comes as AppImage, deb, dmg and nsis', () => {
    expect([config.linux.target, config.mac.target[0].target, config.win.target].flat()).toEqual([
      'AppImage',
      'deb',
      'dmg',
      'nsis',
    ]);
  });

  it('starts what the build makes', () => {
    const { main } = JSON.parse(read('package.json').toString());
    expect(main).toBe('dist/node/electron.js');
    expect(config.files).toContain('dist/**');
  });

  it('has an icon that is large enough for every platform', () => {
    const icon = read('build/icon.png');
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([1024, 1024]);
  });
});
