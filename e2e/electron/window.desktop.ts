import { expect } from '@playwright/test';
import { hashes } from '../harness/stores.ts';
import { test } from './desktop-app.ts';

test('shows the store that it was started on, and changes nothing in it', async ({ window, store }) => {
  const before = hashes(store);
  await expect(window.getByRole('tree')).toBeVisible();
  await expect(window.getByRole('treeitem', { name: /^Sessions/ })).toBeVisible();
  expect(hashes(store)).toEqual(before);
});

test('gives the page neither Node nor Electron', async ({ window }) => {
  const found = await window.evaluate(() =>
    ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
  );
  expect(found).toEqual([]);
  expect(new URL(window.url()).protocol).toBe('app:');
});

test('opens one window', async ({ app, window }) => {
  await expect(window).toHaveTitle(/AgentFlow Sessions/);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
