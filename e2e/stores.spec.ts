import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './harness/axe.ts';
import { layoutKept } from './harness/layout.ts';
import { hashes } from './harness/stores.ts';
import { test as base, expect } from './harness/test.ts';
import { startWebApp, type WebApp } from './harness/web-app.ts';

/** The app started with no store named, as often as a test likes, always on the same home. */
const test = base.extend<{ start: (page: Page) => Promise<WebApp> }>({
  start: async ({ scratchFolder }, use) => {
    const started: WebApp[] = [];
    await use(async (page) => {
      const app = await startWebApp({ stores: [], home: join(scratchFolder, 'home') });
      started.push(app);
      await page.goto(app.url);
      return app;
    });
    for (const app of started) await app.stop();
  },
});

async function openByPath(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Control+O');
  const field = page.getByLabel('Path of the folder');
  await expect(field).not.toHaveValue('');
  await field.fill(path);
  await field.press('Enter');
  await expect(field).toHaveValue(path);
  await page.getByRole('button', { name: 'Open this folder' }).click();
}

const tree = (page: Page) => page.getByRole('tree');

test('a folder is found and opened by the keyboard alone, and nothing in it changes', async ({
  page,
  start,
  store,
  scratchFolder,
}) => {
  const before = hashes(store);
  await start(page);
  await expect(page.getByRole('main').getByRole('heading', { name: 'AgentFlow Sessions' })).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('Control+O');
  const dialog = page.getByRole('dialog', { name: 'Open a folder' });
  const field = dialog.getByLabel('Path of the folder');
  await expect(field).not.toHaveValue('');
  await field.fill(scratchFolder);
  await field.press('Enter');
  await expect(dialog.getByRole('option', { name: 'store' })).toContainText('holds sessions');
  await dialog.getByRole('listbox').focus();
  await page.keyboard.press('s');
  await expect(dialog.getByRole('option', { name: 'store' })).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);
  await page.keyboard.press('Enter');

  await expect(dialog).toBeHidden();
  await expect(tree(page).getByRole('treeitem', { name: /^store/ })).toBeVisible();
  await expect(tree(page).getByRole('treeitem', { name: /Sessions/ })).toContainText('52');
  expect(hashes(store)).toEqual(before);
});

test('a path that leads nowhere is explained, and the browser stays where it was', async ({
  page,
  start,
  store,
  scratchFolder,
}) => {
  await start(page);
  await page.keyboard.press('Control+O');
  const dialog = page.getByRole('dialog', { name: 'Open a folder' });
  const field = dialog.getByLabel('Path of the folder');
  await expect(field).not.toHaveValue('');
  await field.fill(join(scratchFolder, 'nowhere'));
  await field.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('nowhere');
  await dialog.getByLabel('Path of the folder').fill(store.argument);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('option', { name: 'sessions' })).toBeVisible();
  await expect(dialog.getByRole('alert')).toBeHidden();
});

test('where two places could be the store, the user is asked', async ({
  page,
  start,
  store,
  scratchFolder,
}) => {
  const both = join(scratchFolder, 'both');
  mkdirSync(join(both, 'empty', 'sessions', 'one'), { recursive: true });
  renameSync(store.argument, join(both, 'full'));
  await start(page);
  await openByPath(page, both);
  const question = page.getByRole('dialog', { name: 'Which of these is the store?' });
  await expectAccessible(page);
  await question.getByRole('radio', { name: /full/ }).check();
  await question.getByRole('button', { name: 'Open' }).click();
  await expect(tree(page).getByRole('treeitem', { name: /Sessions/ })).toContainText('52');
});

test('what was open comes back at the next start, with its tabs', async ({
  page,
  start,
  store,
  scratchFolder,
}) => {
  const first = await start(page);
  await openByPath(page, store.argument);
  await tree(page)
    .getByRole('treeitem', { name: /82450164/ })
    .dblclick();
  await expect(page.getByRole('tab', { name: '82450164' })).toHaveAttribute('aria-selected', 'true');
  await layoutKept(scratchFolder, '82450164');
  await page.goto('about:blank');
  await first.stop();

  await start(page);
  await expect(tree(page).getByRole('treeitem', { name: /Sessions/ })).toContainText('52');
  await expect(page.getByRole('tab', { name: '82450164' })).toHaveAttribute('aria-selected', 'true');
});

test('a page that outlives the app says how it gets in again, and then does', async ({
  page,
  context,
  scratchFolder,
}) => {
  const home = join(scratchFolder, 'home');
  const first = await startWebApp({ stores: [], home });
  await page.goto(first.url);
  await expect(page.getByRole('button', { name: /sample store/ })).toBeVisible();
  await first.stop();
  const { port } = new URL(first.url);
  const second = await startWebApp({ stores: [], home, args: ['--port', port] });
  await expect(page.getByText('The app was started anew')).toBeVisible({ timeout: 15_000 });
  const other = await context.newPage();
  await other.goto(second.url);
  await expect(page.getByText('The app was started anew')).toBeHidden({ timeout: 15_000 });
  await page.getByRole('button', { name: /sample store/ }).click();
  await expect(page.getByRole('treeitem', { name: /^completed 3f9a41c7/ })).toBeVisible();
  await other.close();
  await second.stop();
});

test('a closed store stays in the list, says when it cannot be found, and can be removed', async ({
  page,
  start,
  store,
}) => {
  await start(page);
  await openByPath(page, store.argument);
  await tree(page)
    .getByRole('treeitem', { name: /^store/ })
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Close' }).click();
  const recent = page.getByRole('region', { name: 'Recent' });
  await expect(recent).toContainText(store.argument);

  renameSync(store.argument, `${store.argument}-moved`);
  await recent.getByRole('button', { name: /^store/ }).click();
  await expect(recent.getByRole('alert')).toContainText('There is no folder');
  await expectAccessible(page);

  renameSync(`${store.argument}-moved`, store.argument);
  await recent.getByRole('button', { name: 'Try again' }).click();
  await expect(tree(page).getByRole('treeitem', { name: /Sessions/ })).toContainText('52');

  await tree(page)
    .getByRole('treeitem', { name: /^store/ })
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove from the list' }).click();
  await expect(page.getByRole('region', { name: 'Recent' })).not.toContainText(store.argument);
  expect(store.keys().length).toBeGreaterThan(300);
});

test('a tab whose store is closed says so and connects it', async ({ page, start, store, scratchFolder }) => {
  const first = await start(page);
  await openByPath(page, store.argument);
  await tree(page)
    .getByRole('treeitem', { name: /82450164/ })
    .dblclick();
  await expect(page.getByRole('tab', { name: '82450164' })).toBeVisible();
  await layoutKept(scratchFolder, '82450164');
  await page.goto('about:blank');
  await first.stop();
  renameSync(store.argument, `${store.argument}-moved`);

  await start(page);
  const view = page.getByRole('tabpanel');
  await expect(view).toContainText('store is not connected');
  await expect(view).toContainText('There is no folder');
  renameSync(`${store.argument}-moved`, store.argument);
  await view.getByRole('button', { name: 'Try again' }).click();
  await expect(view).toContainText('82450164-728a-4fcf-b03a-07b28f2df760');
});

test.describe('a read-only store', () => {
  base('offers nothing that would write, until it is allowed', async ({ window }) => {
    await tree(window)
      .getByRole('treeitem', { name: /^store/ })
      .click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Make read-only' }).click();
    await expect(window.getByRole('contentinfo')).toContainText('read-only');

    await tree(window)
      .getByRole('treeitem', { name: /82450164/ })
      .click({ button: 'right' });
    await expect(window.getByRole('menuitem', { name: 'Delete' })).toBeDisabled();
    await expect(window.getByRole('menuitem', { name: 'New node' })).toBeDisabled();
    await window.keyboard.press('Escape');

    await tree(window)
      .getByRole('treeitem', { name: /^store/ })
      .click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Allow changes' }).click();
    await expect(window.getByRole('contentinfo')).not.toContainText('read-only');
  });
});

test('the sample and an empty store are one click away', async ({ page, start }) => {
  await start(page);
  await page.getByRole('button', { name: /sample store/ }).click();
  await expect(tree(page).getByRole('treeitem', { name: /Sample store/ })).toBeVisible();
  await page.getByRole('button', { name: 'Add a store' }).click();
  await page.getByRole('menuitem', { name: /scratch store/ }).click();
  await expect(tree(page).getByRole('treeitem', { name: /Scratch store/ })).toBeVisible();
});
