import { once } from 'node:events';
import { join } from 'node:path';
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
  /** The app that was started first, with a page open on it. */
  first: { app: WebApp; ui: Screen };
  /** The same, once something was typed and is kept as a draft. */
  typed: { app: WebApp; ui: Screen };
  /** Closes the page and opens another: on this app, or on one that is started for it. */
  comeBack: (app?: WebApp) => Promise<Screen>;
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
  first: async ({ page, launch }, use) => {
    const app = await launch();
    await page.goto(app.url);
    await use({ app, ui: new Screen(page) });
  },
  typed: async ({ first }, use) => {
    const { ui } = first;
    await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
    await ui.replaceText(ui.part('Summary'), mine);
    await expect(ui.part('Summary').getByText('Draft kept')).toBeVisible();
    await use(first);
  },
  comeBack: async ({ page, context, launch }, use) => {
    await use(async (app) => {
      // Where the app goes on, a person has closed the window, and the page hears of it.
      await page.close({ runBeforeUnload: app !== undefined });
      const another = await context.newPage();
      await another.goto((app ?? (await launch())).url);
      return new Screen(another);
    });
  },
});

test.setTimeout(120_000);

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
  typed,
  comeBack,
  store,
}) => {
  await kill(typed.app);
  const ui = await comeBack();
  const summary = ui.part('Summary');
  await expect.poll(() => ui.textOf(summary)).toBe(mine);
  await expect(summary.getByText('Draft kept')).toBeVisible();
  await expect(summary.locator('.dirty-dot')).toHaveCount(1);
  await expect(ui.page.getByRole('tab', { name: 'analyze' }).getByLabel('Unsaved edits')).toBeVisible();
  await undo(ui);
  await expect.poll(() => ui.textOf(summary)).toMatch(/^# Analysis/);
  await expect(summary.getByText('Draft kept')).toBeHidden();
  await ui.page.keyboard.press('ControlOrMeta+Shift+Z');
  await ui.save();
  await expect(summary.getByText(/^Saved/)).toBeVisible();
  expect(store.read(key)?.toString()).toBe(mine);
});

test('where a run wrote the file meanwhile, the draft is a conflict and no fresh edit', async ({
  typed,
  comeBack,
  store,
}) => {
  await kill(typed.app);
  store.write(key, 'A run wrote this.');
  const ui = await comeBack();
  const summary = ui.part('Summary');
  await expect.poll(() => ui.textOf(summary)).toBe(mine);
  await expect(summary.getByText(/changed outside/)).toBeVisible();
  await ui.save();
  await expect(summary.getByText(/^Not saved: the file has changed/)).toBeVisible();
  expect(store.read(key)?.toString()).toBe('A run wrote this.');
});

test('a window that is closed at once leaves what was typed to the next one', async ({ typed, comeBack }) => {
  await typed.ui.page.keyboard.type(' To the last key');
  const ui = await comeBack(typed.app);
  await expect.poll(() => ui.textOf(ui.part('Summary'))).toBe(`${mine} To the last key`);
});

test('two windows have one draft between them, until the first is closed', async ({ typed, context }) => {
  const second = new Screen(await context.newPage());
  await second.page.goto(typed.app.url);
  const summary = second.part('Summary');
  await expect(summary.getByText('Another window has unsaved edits of this file.')).toBeVisible();
  await expect.poll(() => second.textOf(summary)).toMatch(/^# Analysis/);

  await typed.ui.page.close();
  await expect(summary.getByText(/^Edits of this file are kept/)).toBeVisible();
  await summary.getByRole('button', { name: 'Open them' }).click();
  await expect.poll(() => second.textOf(summary)).toBe(mine);
});

test('an app that is told to end waits for what was typed last', async ({ typed, comeBack }) => {
  await typed.ui.page.keyboard.type(' To the last key');
  await typed.app.stop();
  const ui = await comeBack();
  await expect.poll(() => ui.textOf(ui.part('Summary'))).toBe(`${mine} To the last key`);
});

test('drafts are listed whatever became of their store, and go to the history when discarded', async ({
  typed: { ui },
  store,
}) => {
  await ui.command('Show drafts');
  const list = ui.page.getByRole('list', { name: 'Drafts' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('analyze_summary.md');
  store.remove(key);
  await expect(list).toContainText('its file is gone');
  await list.getByRole('button', { name: /What can be done/ }).click();
  await ui.page.getByRole('menuitem', { name: 'Discard' }).click();
  await expect(ui.page.getByText('There are no drafts')).toBeVisible();
  await ui.page.getByRole('tab', { name: 'analyze' }).click();
  await expect.poll(() => ui.textOf(ui.part('Summary'))).toMatch(/^# Analysis/);
});

test('edits in memory are asked about before the page is left', async ({ first: { ui } }) => {
  const { page } = ui;
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
