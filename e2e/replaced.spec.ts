import { join } from 'node:path';
import type { Screen } from './harness/screen.ts';
import type { OutsideStore } from './harness/stores.ts';
import { expect, test } from './harness/test.ts';
import { startWebApp } from './harness/web-app.ts';

const key = 'sessions/dd44fd36-4511-4889-801e-dc8e367e5d6d/research_pipeline/analyze_summary.md';

const base = '# Findings\n\nPrice decides.\n\nDwell falls.\n\nCharges explain the rest.\n';
const mine = base.replace('Charges explain', 'Line speed explains');
const theirs = base.replace('Price decides.', 'Transit time decides.');
const both = theirs.replace('Charges explain', 'Line speed explains');
const later = base.replace('Dwell falls.', 'Dwell falls by half.');
const all = both.replace('Dwell falls.', 'Dwell falls by half.');

const textOf = (store: OutsideStore) => store.read(key)?.toString();

/** Applies the edit again to what took its place, as the node offers it. */
async function applyAgain(ui: Screen): Promise<void> {
  await ui
    .part('Summary')
    .getByRole('button', { name: /^Apply mine again/ })
    .click();
  await ui.page.getByRole('button', { name: /^Save/ }).click();
}

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`on ${storeKind}`, () => {
    test.use({ storeKind });

    test('a run that overwrites an edited summary is told of, and the edit applied again, while the app is open and while it is closed', async ({
      ui,
      app,
      store,
      scratchFolder,
    }) => {
      store.write(key, base);
      await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
      const summary = ui.part('Summary');
      await expect.poll(() => ui.textOf(summary)).toContain('Price decides.');
      await ui.replaceText(summary, mine);
      await ui.save();
      await expect(summary.getByText(/^Saved/)).toBeVisible();
      expect(textOf(store)).toBe(mine);

      store.write(key, theirs);
      const told = summary.getByText(/^A run replaced your edit/);
      await expect(told).toBeVisible({ timeout: 20_000 });
      await expect.poll(() => ui.textOf(summary)).toContain('Transit time decides.');
      await applyAgain(ui);
      await expect.poll(() => textOf(store)).toBe(both);
      await expect(told).toBeHidden();

      await app.stop();
      store.write(key, later);
      const again = await startWebApp({
        stores: [store.argument],
        home: join(scratchFolder, 'home'),
        env: store.env,
      });
      try {
        await ui.page.goto(again.url);
        const marked = ui.row(/analyze.*replaced by run/);
        await expect(marked).toBeVisible();
        await marked.click();
        await expect(told).toBeVisible();
        await applyAgain(ui);
        await expect.poll(() => textOf(store)).toBe(all.replace('Transit time decides.', 'Price decides.'));
      } finally {
        await again.stop();
      }
    });
  });
}
