import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './harness/test.ts';

test('every key that the app lists is in the documentation', async ({ window }) => {
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'keyboard.md'), 'utf8');
  await window.getByRole('tree').focus();
  await window.keyboard.press('?');
  const titles = window.getByRole('dialog').locator('.shortcuts-row > span:first-child');
  await expect(titles.first()).toBeVisible();
  const missing = (await titles.allTextContents()).filter((title) => !page.includes(title));
  expect(missing).toEqual([]);
});
