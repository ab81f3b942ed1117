import { expect } from '@playwright/test';
import { Screen } from '../harness/screen.ts';
import { hashes } from '../harness/stores.ts';
import { test } from './desktop-app.ts';

test('shows the store that it was started on, and changes nothing in it', async ({ window, store }) => {
  const before = hashes(store);
  await expect(new Screen(window).row(/^Sessions/)).toBeVisible();
  expect(hashes(store)).toEqual(before);
});

test('saves a summary exactly as typed', async ({ window, store }) => {
  const screen = new Screen(window);
  const typed = 'Mine: é, 漢字, 🎉\n\nno final newline';
  await screen.openNode('db5b5fab', 'research_pipeline', 'analyze');
  const summary = screen.part('Summary');
  await screen.replaceText(summary, typed);
  await screen.save();
  await expect(summary.getByText(/^Saved/)).toBeVisible();
  const session = 'db5b5fab-8f4d-4e27-9da1-494c73cf256d';
  const key = `sessions/${session}/research_pipeline/analyze_summary.md`;
  expect(store.read(key)?.toString('utf8')).toBe(typed);
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
