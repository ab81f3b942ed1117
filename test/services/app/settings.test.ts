import { readFileSync, writeFileSync } from 'node:fs';
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

  test('lose nothing of what two processes on one home change at once', async () => {
    const home = temporaryFolder();
    const both = [temporaryServices(home), temporaryServices(home)];
    const changes = both.flatMap(({ settings }, who) =>
      Array.from({ length: 10 }, (_, i) => settings.setUiState({ [`${who}-${i}`]: i })),
    );
    await Promise.all(changes);
    expect(Object.keys((await both[0]?.settings.uiState()) ?? {})).toHaveLength(20);
  });

  test('keep what could not be read beside the file that replaces it', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'settings.json'), '{"theme": ');
    await temporaryServices(home).settings.set({ theme: 'dark' });
    expect(readFileSync(join(home, 'settings.json.damaged'), 'utf8')).toBe('{"theme": ');
    expect(await temporaryServices(home).settings.get()).toMatchObject({ theme: 'dark' });
  });

  test('lose no change when several arrive at once', async () => {
    const { settings } = temporaryServices();
    const changes = Array.from({ length: 20 }, (_, i) => settings.setUiState({ [`key-${i}`]: i }));
    await Promise.all(changes);
    expect(Object.keys(await settings.uiState())).toHaveLength(20);
  });
});
