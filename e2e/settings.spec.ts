import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './harness/axe.ts';
import { levels, Screen } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

test('a setting applies at once and is kept', async ({ window, scratchFolder }) => {
  await window.keyboard.press('Control+,');
  await window.getByRole('radio', { name: 'Dark' }).click();
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(window);
  await window.getByLabel('Keep for').fill('7');
  await window.getByLabel('Keep for').blur();
  const kept = join(scratchFolder, 'home', 'settings.json');
  await expect.poll(() => JSON.parse(readFileSync(kept, 'utf8'))).toMatchObject({ keepDeletedDays: 7 });

  await window.reload();
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(window.getByLabel('Keep for')).toHaveValue('7');
});

test('a number out of bounds is not taken', async ({ window }) => {
  await window.keyboard.press('Control+,');
  const size = window.getByLabel('Font size');
  await size.fill('100');
  await size.blur();
  await expect(size).toHaveValue('12');
});

test('without the question, deleting is done at once and can still be undone', async ({ window, store }) => {
  const screen = new Screen(window);
  await window.keyboard.press('Control+,');
  await window.getByLabel('Ask before deleting').uncheck();
  await screen.row('82450164', levels.session).click();
  await window.keyboard.press('Delete');
  await expect(window.getByRole('status').filter({ hasText: 'is deleted' })).toBeVisible();
  const count = store.keys().length;
  await window.keyboard.press('Control+Z');
  await expect(window.getByRole('status').filter({ hasText: 'are back' })).toBeVisible();
  expect(store.keys().length).toBe(count + 3);
});

test('diagnostics name no store, no path and no key', async ({ window, store, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await window.keyboard.press('Control+,');
  await window.getByRole('button', { name: 'Copy diagnostics' }).click();
  await expect(window.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  const text = await window.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('AgentFlow Sessions');
  expect(text).not.toContain(store.argument);
  expect(text).not.toContain('82450164');
});
