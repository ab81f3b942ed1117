import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, temporaryServices } from '../../support/home.ts';

describe('settings', () => {
  test('start with defaults, and remember what is changed', async () => {
    const home = temporaryFolder();
    expect(await temporaryServices(home).settings.get()).toMatchObject({ theme: 'system', fontSize: 12 });
    await temporaryServices(home).settings.set({ theme: 'dark' });
    expect(await temporaryServices(home).settings.get()).toMatchObject({ theme: 'dark', fontSize: 12 });
  });

  test('survive a damaged file', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'settings.json'), '{"theme": ');
    expect(await temporaryServices(home).settings.get()).toMatchObject({ theme: 'system' });
  });

  test('lose no change when several arrive at once', async () => {
    const { settings } = temporaryServices();
    const changes = Array.from({ length: 20 }, (_, i) => settings.setUiState({ [`key-${i}`]: i }));
    await Promise.all(changes);
    expect(Object.keys(await settings.uiState())).toHaveLength(20);
  });
});
