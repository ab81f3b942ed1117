import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Screen } from './harness/screen.ts';
import { test as base, expect as expectSoon } from './harness/test.ts';
import { startWebApp, type WebApp } from './harness/web-app.ts';

// Each of these starts the app or opens a page more than once.
const expect = expectSoon.configure({ timeout: 20_000 });

const session = 'dd44fd36-4511-4889-801e-dc8e367e5d6d';
const key = `sessions/${session}/research_pipeline/analyze_summary.md`;
const mine = 'Mine, typed and not saved.';

interface Fixtures {
  /** Starts the app on the store, on the same home each time. */
  launch: () => Promise<WebApp>;
  /** Opens a page on the app. */
  visit: (app: WebApp, page: Page) => Promise<Screen>;
}

const test = base.extend<Fixtures>({
  launch: async ({ store, scratchFolder }, use) => {
    const apps: WebApp[] = [];
    await use(async () => {
      const app = await startWebApp({
        stores: [store.argument],
        home: join(scratchFolder, 'home'),
        env: store.env,
      });
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.stop();
  },
  visit: async ({}, use) => {
    await use(async (app, page) => {
      await page.goto(app.url);
      return new Screen(page);
    });
  },
});

test.setTimeout(120_000);

async function typeMine(ui: Screen): Promise<void> {
  await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
  await ui.replaceText(ui.part('Summary'), mine);
}

/** Ends the app as a crash would. */
async function kill(app: WebApp): Promise<void> {
  app.process.kill('SIGKILL');
  await once(app.process, 'exit');
}

const undo = async (ui: Screen) => {
  await ui.part('Summary').locator('.view-lines').first().click();
  await ui.page.keyboard.press('ControlOrMeta+Z');
};

test('what was typed is back in its tab after the app was killed, and undo leads to what is stored', async ({
  page,
  context,
  launch,
  visit,
  store,
}) => {
  const app = await launch();
  const ui = await visit(app, page);
  await typeMine(ui);
  await expect(ui.part('Summary').getByText('Draft kept')).toBeVisible();
  await ui.page.waitForTimeout(1000);
  await kill(app);
  await page.close();

  const again = await visit(await launch(), await context.newPage());
  const summary = again.part('Summary');
  await expect.poll(() => again.textOf(summary)).toBe(mine);
  await expect(summary.getByText('Draft kept')).toBeVisible();
  await expect(again.page.getByRole('tab', { name: 'analyze' }).getByLabel('Unsaved edits')).toBeVisible();
  await undo(again);
  await expect.poll(() => again.textOf(summary)).toMatch(/^# Analysis/);
  await expect(summary.getByText('Draft kept')).toBeHidden();
  await again.page.keyboard.press('ControlOrMeta+Shift+Z');
  await again.save();
  await expect(summary.getByText(/^Saved/)).toBeVisible();
  expect(store.read(key)?.toString()).toBe(mine);
});

test('where a run wrote the file meanwhile, the draft is a conflict and no fresh edit', async ({
  page,
  context,
  launch,
  visit,
  store,
}) => {
  const app = await launch();
  const ui = await visit(app, page);
  await typeMine(ui);
  await expect(ui.part('Summary').getByText('Draft kept')).toBeVisible();
  await kill(app);
  await page.close();
  store.write(key, 'A run wrote this.');

  const again = await visit(await launch(), await context.newPage());
  const summary = again.part('Summary');
  await expect.poll(() => again.textOf(summary)).toBe(mine);
  await expect(summary.getByText(/changed outside/)).toBeVisible();
  await again.save();
  await expect(summary.getByText(/^Not saved: the file has changed/)).toBeVisible();
  expect(store.read(key)?.toString()).toBe('A run wrote this.');
});

test('a window that is closed at once leaves what was typed to the next one', async ({
  page,
  context,
  launch,
  visit,
}) => {
  const app = await launch();
  const ui = await visit(app, page);
  await typeMine(ui);
  await expect(ui.part('Summary').getByText('Draft kept')).toBeVisible();
  await ui.page.keyboard.type(' To the last key');
  await page.close({ runBeforeUnload: true });
  const again = await visit(app, await context.newPage());
  await expect.poll(() => again.textOf(again.part('Summary'))).toBe(`${mine} To the last key`);
});

test('two windows have one draft between them, until the first is closed', async ({
  page,
  context,
  launch,
  visit,
}) => {
  const app = await launch();
  const first = await visit(app, page);
  await typeMine(first);
  await expect(first.part('Summary').getByText('Draft kept')).toBeVisible();

  const second = await visit(app, await context.newPage());
  const summary = second.part('Summary');
  await expect(summary.getByText('Another window has unsaved edits of this file.')).toBeVisible();
  await expect.poll(() => second.textOf(summary)).toMatch(/^# Analysis/);

  await page.close();
  await expect(summary.getByText(/^Edits of this file are kept/)).toBeVisible();
  await summary.getByRole('button', { name: 'Open them' }).click();
  await expect.poll(() => second.textOf(summary)).toBe(mine);
});

test('an app that is told to end waits for what was typed last', async ({ page, context, launch, visit }) => {
  const app = await launch();
  const ui = await visit(app, page);
  await typeMine(ui);
  await expect(ui.part('Summary').getByText('Draft kept')).toBeVisible();
  await ui.page.keyboard.type(' To the last key');
  await app.stop();
  await page.close();
  const again = await visit(await launch(), await context.newPage());
  await expect.poll(() => again.textOf(again.part('Summary'))).toBe(`${mine} To the last key`);
});

test('drafts are listed whatever became of their store, and go to the history when discarded', async ({
  page,
  launch,
  visit,
  store,
}) => {
  const app = await launch();
  const ui = await visit(app, page);
  await typeMine(ui);
  await expect(ui.part('Summary').getByText('Draft kept')).toBeVisible();
  await ui.command('Show drafts');
  const list = page.getByRole('list', { name: 'Drafts' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('analyze_summary.md');
  store.remove(key);
  await expect(list).toContainText('its file is gone');
  await list.getByRole('button', { name: /What can be done/ }).click();
  await page.getByRole('menuitem', { name: 'Discard' }).click();
  await expect(page.getByText('There are no drafts')).toBeVisible();
  await page.getByRole('tab', { name: 'analyze' }).click();
  await expect.poll(() => ui.textOf(ui.part('Summary'))).toMatch(/^# Analysis/);
});

test('edits in memory are asked about before the page is left', async ({ page, launch, visit }) => {
  const ui = await visit(await launch(), page);
  await ui.command('Open the sample store');
  await expect(ui.row('Sample store')).toBeVisible();
  await ui.openNode('3f9a41c7', 'research_pipeline', 'report');
  await ui.replaceText(ui.part('Summary'), mine);
  await expect(ui.part('Summary').getByText('Draft kept')).toBeVisible();
  const asked = page.waitForEvent('dialog');
  void page.reload().catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
});
