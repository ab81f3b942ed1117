import { expect, test } from './harness/test.ts';

const session = 'db5b5fab-8f4d-4e27-9da1-494c73cf256d';
const key = `sessions/${session}/research_pipeline/analyze_summary.md`;
const mine = 'Mine: é, 漢字, 🎉\n\ntrailing blanks  \nno final newline';

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`on ${storeKind}`, () => {
    test.use({ storeKind });

    test('a summary that was edited and saved is stored exactly as typed', async ({ ui, store }) => {
      const before = store.keys();
      await ui.openNode('db5b5fab', 'research_pipeline', 'analyze');
      const summary = ui.part('Summary');
      await ui.replaceText(summary, mine);
      await expect(
        summary
          .getByText(/unsaved/i)
          .or(summary.getByLabel(/unsaved/i))
          .first(),
      ).toBeVisible();
      await ui.save();
      await expect(summary.getByText(/^Saved/)).toBeVisible();
      expect(store.read(key)?.toString('utf8')).toBe(mine);
      expect(store.keys()).toEqual(before);
    });

    test('when another program writes in between, nothing is lost and both texts are offered', async ({
      ui,
      store,
      window,
    }) => {
      await ui.openNode('db5b5fab', 'research_pipeline', 'analyze');
      const summary = ui.part('Summary');
      await ui.replaceText(summary, mine);
      const theirs = 'Theirs: a run wrote this.\n';
      store.write(key, theirs);
      await ui.save();
      const merge = summary.getByRole('button', { name: 'Merge…' });
      await expect(merge).toBeVisible();
      expect(store.read(key)?.toString('utf8')).toBe(theirs);
      await merge.click();
      await expect(window.getByText('a run wrote this').first()).toBeVisible();
      await expect(window.getByText('Mine: é').first()).toBeVisible();
    });
  });
}
