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
const laterWithMine = later.replace('Charges explain', 'Line speed explains');

/** A bucket is asked every few seconds. */
const patiently = expect.configure({ timeout: 20_000 });

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
      // Two starts of the app, and a bucket that is asked every few seconds.
      test.slow();
      store.write(key, base);
      await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
      const summary = ui.part('Summary');
      await patiently.poll(() => ui.textOf(summary)).toContain('Price decides.');
      await ui.replaceText(summary, mine);
      await ui.save();
      await patiently(summary.getByText(/^Saved/)).toBeVisible();
      expect(textOf(store)).toBe(mine);

      store.write(key, theirs);
      const told = summary.getByText(/^A run replaced your edit/);
      await patiently(told).toBeVisible();
      await patiently.poll(() => ui.textOf(summary)).toContain('Transit time decides.');
      await applyAgain(ui);
      await patiently.poll(() => textOf(store)).toBe(both);
      // Back at the file, which says it; the merge is over.
      await patiently(summary.getByText(/^Saved/)).toBeVisible();
      await patiently(ui.page.getByRole('tab', { name: /^Apply again/ })).toBeHidden();
      await patiently(told).toBeHidden();

      await ui.page.goto('about:blank');
      await app.stop();
      store.write(key, later);
      const again = await startWebApp({
        stores: [store.argument],
        home: join(scratchFolder, 'home'),
        args: ['--port', new URL(app.url).port],
        env: store.env,
      });
      try {
        await ui.page.goto(again.url);
        await patiently(ui.tree.getByText('replaced by run').first()).toBeVisible();
        await ui.page.getByRole('tab', { name: 'analyze', exact: true }).click();
        await patiently(told).toBeVisible();
        await applyAgain(ui);
        await patiently.poll(() => textOf(store)).toBe(laterWithMine);
      } finally {
        await ui.page.goto('about:blank');
        await again.stop();
      }
    });
  });
}
