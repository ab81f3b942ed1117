import { expectAccessible } from './harness/axe.ts';
import { levels, Screen } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`on ${storeKind}`, () => {
    test.use({ storeKind });

    test('a session is created with what was typed, and shown at once', async ({ window, store }) => {
      const screen = new Screen(window);
      await screen.row(/Sessions/, levels.section).click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'New session' }).click();
      const dialog = window.getByRole('dialog', { name: 'New session' });
      await expectAccessible(window);
      await dialog.getByLabel('Id').fill('a/b');
      await dialog.getByLabel('Agent').fill('researcher');
      await dialog.getByLabel('Workflow').fill('research_pipeline');
      await dialog.getByRole('button', { name: 'Add a key' }).click();
      await dialog.getByLabel('Key 1').fill('topic');
      await dialog.getByLabel('Value 1').fill('Gdańsk');
      await dialog.getByRole('button', { name: 'Create session' }).click();
      await expect(dialog.getByLabel('Id')).toHaveAccessibleDescription(/contains “\/”/);

      await dialog.getByLabel('Id').fill('new one');
      await window.keyboard.press('Enter');
      await expect(window.getByRole('tab', { name: 'new one' })).toBeVisible();
      await expect(screen.row('new one', levels.session)).toBeVisible();
      const text = store.read('sessions/new one/session.json')?.toString() ?? '';
      expect(JSON.parse(text)).toMatchObject({
        id: 'new one',
        agent: 'researcher',
        workflow: 'research_pipeline',
        status: 'active',
        metadata: { topic: 'Gdańsk' },
      });
      expect(text).toContain('Gda\\u0144sk');
    });

    test('an id that is taken is refused, and what is there stays', async ({ window, store }) => {
      const key = 'sessions/82450164-728a-4fcf-b03a-07b28f2df760/session.json';
      const before = store.read(key);
      const screen = new Screen(window);
      await screen.row(/Sessions/, levels.section).click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'New session' }).click();
      await window.getByLabel('Id', { exact: true }).fill('82450164-728a-4fcf-b03a-07b28f2df760');
      await window.keyboard.press('Enter');
      await expect(window.getByLabel('Id', { exact: true })).toHaveAccessibleDescription(/exists already/);
      expect(store.read(key)).toEqual(before);
    });

    test('a node is created empty, in the workflow that was chosen', async ({ window, store }) => {
      const screen = new Screen(window);
      await screen.row('82450164', levels.session).click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'New node' }).click();
      const dialog = window.getByRole('dialog', { name: 'New node' });
      await expectAccessible(window);
      await dialog.getByLabel('Workflow').fill('team/alpha');
      await dialog.getByLabel('Node').fill('review');
      await dialog.getByRole('radio', { name: 'Scratch' }).click();
      await dialog.getByRole('button', { name: 'Create node' }).click();
      await expect(dialog).toBeHidden();
      await expect(window.getByRole('tab', { name: 'review' })).toBeVisible();
      const folder = 'sessions/82450164-728a-4fcf-b03a-07b28f2df760/team/alpha';
      expect(store.read(`${folder}/review_scratch.md`)?.length).toBe(0);
      expect(store.read(`${folder}/review_summary.md`)).toBeNull();
    });

    test('a status is set, and nothing else of the record changes', async ({ window, store }) => {
      const key = 'sessions/82450164-728a-4fcf-b03a-07b28f2df760/session.json';
      const before = store.read(key)?.toString() ?? '';
      expect(before).toContain('"status": "completed"');
      const screen = new Screen(window);
      await screen.row('82450164', levels.session).click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'Set the status' }).click();
      const dialog = window.getByRole('dialog', { name: /Status/ });
      await expect(dialog.getByRole('radio', { name: 'completed' })).toBeChecked();
      await dialog.getByRole('radio', { name: 'other' }).click();
      await dialog.getByLabel('Other').fill('needs review');
      await dialog.getByRole('button', { name: 'Set status' }).click();
      await expect(dialog).toBeHidden();
      expect(store.read(key)?.toString()).toBe(
        before.replace('"status": "completed"', '"status": "needs review"'),
      );
    });
  });
}

test('a status that was chosen stays when the record is read late', async ({ window }) => {
  const held: (() => void)[] = [];
  let holding = false;
  await window.routeWebSocket(/./, (page) => {
    page.connectToServer().onMessage((message) => {
      if (holding) held.push(() => page.send(message));
      else page.send(message);
    });
  });
  await window.reload();
  const row = new Screen(window).row('82450164', levels.session);
  await expect(row).toContainText('29 Jan');
  holding = true;
  await row.click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Set the status' }).click();
  const dialog = window.getByRole('dialog', { name: /Status/ });
  await expect(dialog.getByRole('radio', { checked: true })).toHaveCount(0);
  await dialog.getByRole('radio', { name: 'other' }).click();
  holding = false;
  const answers = held.length;
  for (const send of held) send();
  expect(answers).toBeGreaterThan(0);
  await dialog.getByLabel('Other').fill('needs review');
  await expect(dialog.getByRole('radio', { name: 'other' })).toBeChecked();
});
