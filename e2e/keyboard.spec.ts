import type { Page } from '@playwright/test';
import { levels } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

const key = 'sessions/db5b5fab-8f4d-4e27-9da1-494c73cf256d/research_pipeline/analyze_summary.md';

async function press(window: Page, ...keys: string[]): Promise<void> {
  for (const name of keys) await window.keyboard.press(name);
}

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`by the keyboard alone, on ${storeKind}`, () => {
    test.use({ storeKind });

    test('a summary is found, edited, saved, and a conflict is answered', async ({ ui, window, store }) => {
      await expect(ui.row('Sessions', levels.section)).toBeVisible();
      await press(window, '/');
      await window.keyboard.type('db5b5fab');
      await expect(ui.row('db5b5fab', levels.session)).toBeVisible();
      await press(window, 'Enter');
      await expect(ui.tree).toBeFocused();
      // Store, section, session; unfold it, go to its workflow, unfold that, go to its second node.
      await press(window, 'Home', 'ArrowDown', 'ArrowDown', 'ArrowRight');
      await expect(ui.row('research_pipeline', levels.workflow)).toBeVisible();
      await press(window, 'ArrowRight', 'ArrowRight');
      await expect(ui.row('analyze', levels.node)).toBeVisible();
      await press(window, 'ArrowRight', 'ArrowDown', 'Enter');
      const summary = ui.part('Summary');
      await expect(summary.getByRole('textbox').first()).toBeAttached();

      // Into the editor of the summary.
      await expect(async () => {
        await press(window, 'F6');
        await expect(summary.getByRole('textbox').first()).toBeFocused({ timeout: 300 });
      }).toPass();
      await press(window, 'ControlOrMeta+A');
      await window.keyboard.type('Typed by hand.');
      await press(window, 'ControlOrMeta+S');
      await expect(summary.getByText(/^Saved/)).toBeVisible();
      expect(store.read(key)?.toString()).toBe('Typed by hand.');

      await window.keyboard.type(' And more.');
      store.write(key, 'Written by a run.');
      await press(window, 'ControlOrMeta+S');
      const merge = summary.getByRole('button', { name: 'Merge…' });
      await expect(merge).toBeVisible();
      expect(store.read(key)?.toString()).toBe('Written by a run.');
      await tabTo(window, merge);
      await press(window, 'Enter');
      // The first choice has the focus; mine is the second.
      await expect(window.getByRole('radio', { name: 'Take the run’s' })).toBeFocused();
      await press(window, 'ArrowRight', 'Space', 'ControlOrMeta+S');
      await expect.poll(() => store.read(key)?.toString()).toBe('Typed by hand. And more.');
    });
  });
}

/** Leaves the editor, where Tab indents, and goes on by Tab until the thing has the focus. */
async function tabTo(window: Page, thing: ReturnType<Page['getByRole']>): Promise<void> {
  await press(window, 'ControlOrMeta+M');
  for (let step = 0; step < 40; step++) {
    if (await thing.evaluate((element) => element === document.activeElement)) return;
    await press(window, 'Shift+Tab');
  }
  await expect(thing).toBeFocused();
}
