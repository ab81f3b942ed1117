import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './harness/axe.ts';
import { levels, Screen } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

const key = 'sessions/03e0d681-5524-44f1-8fab-6f3e164f1513/research_pipeline/summarize_summary.md';

const versions = (window: Page): Locator => window.getByRole('listbox', { name: /^Versions/ });
const version = (window: Page, what: string): Locator => versions(window).getByRole('option', { name: what });

/** Opens the summary and saves another text in its place. */
async function edit(screen: Screen, text: string): Promise<void> {
  await screen.openNode('03e0d681', 'research_pipeline', 'summarize');
  const summary = screen.part('Summary');
  await screen.replaceText(summary, text);
  await screen.save();
  await expect(summary.getByText(/^Saved/)).toBeVisible();
}

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`on ${storeKind}`, () => {
    test.use({ storeKind });

    test('what was saved is looked at, compared and restored, and that is taken back', async ({
      window,
      store,
    }) => {
      const screen = new Screen(window);
      const original = store.read(key)?.toString();
      await edit(screen, 'The first edit.\n');
      await edit(screen, 'The second edit.\n');
      const inspector = window.getByRole('region', { name: 'Inspector' });
      await expect(inspector.getByRole('button', { name: /You edited/ })).toHaveCount(2);
      await expect(inspector.getByRole('button', { name: /Run wrote it/ })).toHaveCount(1);

      await window.keyboard.press('Alt+H');
      await expect(versions(window).getByRole('option')).toHaveCount(3);
      const shown = window.getByRole('region', { name: 'The version' });
      await expect(shown.locator('.line-insert').first()).toBeAttached();
      expect(await screen.textOf(shown)).toContain('The second edit.');
      await expectAccessible(window);

      await expect(versions(window)).toBeFocused();
      await window.keyboard.press('Shift+End');
      await expect(versions(window).locator('[aria-selected=true]')).toHaveCount(2);
      await expect(shown.getByRole('combobox', { name: 'Compared with' })).toHaveValue('picked');
      await window.keyboard.press('End');
      await expect(shown.getByRole('button', { name: 'Restore' })).toBeEnabled();
      await shown.getByRole('button', { name: 'Restore' }).click();
      await expect(shown.getByText('What was there before stays in this list.')).toBeVisible();
      expect(store.read(key)?.toString()).toBe(original);
      await expect(version(window, 'You restored')).toBeVisible();

      await shown.getByRole('button', { name: 'Take it back' }).click();
      await expect(version(window, 'You restored')).toHaveCount(2);
      expect(store.read(key)?.toString()).toBe('The second edit.\n');
    });
  });
}

test('a file that was deleted outside comes back from its timeline', async ({ window, store }) => {
  const screen = new Screen(window);
  await edit(screen, 'Soon to be gone.\n');
  await window.keyboard.press('Alt+H');
  await expect(versions(window).getByRole('option')).toHaveCount(2);
  store.remove(key);
  await screen.refresh();
  await version(window, 'Deleted outside').click();
  await window.getByRole('button', { name: 'Show the version before' }).click();
  await window.getByRole('button', { name: 'Restore' }).click();
  await expect(version(window, 'You restored')).toBeVisible();
  expect(store.read(key)?.toString()).toBe('Soon to be gone.\n');
});

test('a restore asks what becomes of edits that are not saved, and never overwrites what came meanwhile', async ({
  window,
  store,
}) => {
  const screen = new Screen(window);
  await edit(screen, 'The edit.\n');
  await screen.replaceText(screen.part('Summary'), 'Typed, not saved.\n');
  await window.keyboard.press('Alt+H');
  const shown = window.getByRole('region', { name: 'The version' });
  await version(window, 'Run wrote it').click();
  await shown.getByRole('button', { name: 'Restore' }).click();
  await shown.getByRole('button', { name: 'Restore, and keep my edits open' }).click();
  await expect(version(window, 'You restored')).toBeVisible();
  await window.getByRole('tab', { name: /^summarize/ }).click();
  await expect.poll(() => screen.textOf(screen.part('Summary'))).toContain('Typed, not saved.');
  expect(store.read(key)?.toString()).not.toContain('Typed');
});

test('the edits of a store are listed with what became of them, and a deleted file is reached from there', async ({
  window,
  store,
}) => {
  const screen = new Screen(window);
  await edit(screen, 'Mine.\n');
  store.write(key, 'Written by a run.\n');
  const told = screen
    .part('Summary')
    .getByText(/^A run replaced your edit of \d\d:\d\d( at \d\d:\d\d| in the same minute)\.$/);
  await expect(told).toBeVisible({ timeout: 20_000 });
  await expect(screen.row('summarize')).toContainText('replaced by run');
  await expectAccessible(window);

  await screen.command('Edits of the store');
  const edits = window.getByRole('list', { name: 'Edits' });
  await expect(edits.getByText(/^Replaced by run/)).toBeVisible();
  await expectAccessible(window);
  await window.getByRole('combobox', { name: 'What became of them' }).selectOption('there');
  await expect(window.getByRole('heading', { name: 'None of them' })).toBeVisible();
  await window.getByRole('button', { name: 'Show all edits' }).click();

  await edits.getByRole('button', { name: 'What can be done with the edit of summarize' }).click();
  await window.getByRole('menuitem', { name: 'What you changed' }).click();
  const shown = window.getByRole('region', { name: 'The version' });
  await expect(shown.getByRole('combobox', { name: 'Compared with' })).toHaveValue('picked');
  await expect(versions(window).locator('[aria-selected=true]')).toHaveCount(2);

  await window.getByRole('tab', { name: /^summarize/ }).click();
  await screen.part('Summary').getByRole('button', { name: 'Keep the run’s text' }).click();
  await expect(screen.row('summarize')).not.toContainText('replaced by run');
  await screen.part('Summary').getByRole('button', { name: 'Undo' }).click();
  await expect(screen.row('summarize')).toContainText('replaced by run');

  store.remove(key);
  await window.getByRole('tab', { name: 'Edits' }).click();
  await screen.refresh();
  await edits.getByRole('button', { name: /summarize summary.*Deleted/ }).click();
  await expect(version(window, 'You edited')).toHaveAttribute('aria-selected', 'true');
  await shown.getByRole('button', { name: 'Restore' }).click();
  await expect(version(window, 'You restored')).toBeVisible();
  expect(store.read(key)?.toString()).toBe('Mine.\n');
});

test.describe('in a session that is deleted', () => {
  test.use({ filesGo: true });

  test('each file has its timeline still', async ({ window, store }) => {
    const screen = new Screen(window);
    const original = store.read(key)?.toString();
    await screen.filter('03e0d681');
    await screen.row('03e0d681', levels.session).click();
    await window.keyboard.press('Delete');
    await window.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await window.getByRole('button', { name: 'Undo' }).waitFor();
    await screen.command('Recently deleted');
    await window.getByRole('button', { name: 'Show the files of Session 03e0d681' }).click();
    await expectAccessible(window);
    await window.getByRole('button', { name: key }).click();
    await version(window, 'You deleted it').click();
    await window.getByRole('button', { name: 'Show the version before' }).click();
    await window.getByRole('button', { name: 'Restore' }).click();
    await expect(version(window, 'You restored')).toBeVisible();
    expect(store.read(key)?.toString()).toBe(original);
  });
});

test.describe('in a bucket that keeps versions', () => {
  test.use({ storeKind: 's3' });

  test('what the app never saw stands in the timeline, too, and can be restored', async ({
    window,
    store,
    s3Server,
  }) => {
    const [, bucket = ''] = /^s3:\/\/([^/]+)/.exec(store.argument) ?? [];
    s3Server.keepVersions(bucket);
    store.write(key, 'By a run.\n');
    store.write(key, 'By a later run.\n');
    const screen = new Screen(window);
    await screen.openNode('03e0d681', 'research_pipeline', 'summarize');
    await expect(screen.part('Summary')).toContainText('By a later run.', { timeout: 20_000 });
    await window.keyboard.press('Alt+H');
    const unseen = versions(window).getByRole('option', { name: /Kept by the bucket itself/ });
    // What was there before the bucket kept versions is one of them.
    await expect(unseen).toHaveCount(2);
    await unseen.first().click();
    const shown = window.getByRole('region', { name: 'The version' });
    await expect.poll(() => screen.textOf(shown)).toContain('By a run.');
    await expectAccessible(window);
    await shown.getByRole('button', { name: 'Restore' }).click();
    await expect(version(window, 'You restored')).toBeVisible();
    expect(store.read(key)?.toString()).toBe('By a run.\n');
  });
});
