import { Screen } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

const session = 'dd44fd36-4511-4889-801e-dc8e367e5d6d';
const key = `sessions/${session}/research_pipeline/analyze_summary.md`;

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`two windows on one store on ${storeKind}`, () => {
    test.use({ storeKind });

    test('follow each other’s saves, and lose nothing where both edit', async ({
      ui,
      app,
      store,
      context,
    }) => {
      const page = await context.newPage();
      await page.goto(new URL('/', app.url).href);
      const [one, other] = [ui, new Screen(page)];
      for (const window of [one, other]) await window.openNode('dd44fd36', 'research_pipeline', 'analyze');

      await one.replaceText(one.part('Summary'), 'Stored by the first.');
      await one.save();
      await expect(one.part('Summary').getByText(/^Saved/)).toBeVisible();
      await expect.poll(() => other.textOf(other.part('Summary'))).toBe('Stored by the first.');

      await other.replaceText(other.part('Summary'), 'Typed in the second.');
      await one.replaceText(one.part('Summary'), 'Stored once more by the first.');
      await one.save();
      await expect(
        other
          .part('Summary')
          .getByText(/ou (have )?saved the file in another window/)
          .first(),
      ).toBeVisible();
      await other.part('Summary').locator('.view-lines').first().click();
      await other.save();
      await expect(
        other
          .part('Summary')
          .getByText(/Your edits are kept|your edits are kept/)
          .first(),
      ).toBeVisible();
      expect(store.read(key)?.toString()).toBe('Stored once more by the first.');
      expect(await other.textOf(other.part('Summary'))).toBe('Typed in the second.');
    });
  });
}
