import { levels } from './harness/screen.ts';
import { hashes } from './harness/stores.ts';
import { expect, test } from './harness/test.ts';

const session = 'db5b5fab-8f4d-4e27-9da1-494c73cf256d';

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`on ${storeKind}`, () => {
    test.use({ storeKind });

    test('a session that was deleted comes back byte for byte', async ({ ui, window, store }) => {
      const before = hashes(store);
      await ui.filter(session);
      await ui.row('db5b5fab', levels.session).click();
      await ui.tree.press('Delete');
      const question = window.getByRole('dialog');
      await expect(question).toContainText('db5b5fab');
      await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
      await question.getByRole('button', { name: 'Delete' }).click();
      await expect(window.getByRole('button', { name: 'Undo' }).first()).toBeVisible();
      expect(store.keys().filter((key) => key.includes(session))).toEqual([]);
      await window.getByRole('button', { name: 'Undo' }).first().click();
      await expect.poll(() => hashes(store)).toEqual(before);
    });

    test('a session and a node can be made, and are what the library would write', async ({
      ui,
      window,
      store,
    }) => {
      await ui.filter('');
      await ui.row(/^Sessions/, levels.section).click();
      await ui.command('New session');
      const dialog = window.getByRole('dialog');
      await dialog.getByLabel(/^Id/).fill('made-by-hand');
      await dialog.getByLabel('Agent').fill('researcher');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await expect(dialog).toBeHidden();
      const record = JSON.parse(store.read('sessions/made-by-hand/session.json')?.toString('utf8') ?? 'null');
      expect(record).toMatchObject({ id: 'made-by-hand', agent: 'researcher', status: 'active' });
    });
  });
}
