import { expectAccessible } from './harness/axe.ts';
import { levels, Screen } from './harness/screen.ts';
import { anHourAgo, hashes } from './harness/stores.ts';
import { expect, test } from './harness/test.ts';

test.use({ filesGo: true });

const session = '82450164-728a-4fcf-b03a-07b28f2df760';

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`on ${storeKind}`, () => {
    test.use({ storeKind });

    test('a session is deleted and brought back by the keyboard, byte for byte', async ({
      window,
      store,
    }) => {
      const screen = new Screen(window);
      const before = hashes(store);
      await screen.row('82450164', levels.session).click();
      await window.keyboard.press('Delete');
      const question = window.getByRole('dialog', { name: 'Delete session 82450164?' });
      await expect(question).toContainText('3 files');
      await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
      await expectAccessible(window);

      await window.keyboard.press('Enter');
      await expect(question).toBeHidden();
      expect(hashes(store)).toEqual(before);

      await window.keyboard.press('Delete');
      await expect(question.getByRole('button', { name: 'Delete' })).toBeEnabled();
      await window.keyboard.press('Tab');
      await window.keyboard.press('Enter');
      await expect(window.getByRole('status').filter({ hasText: 'is deleted' })).toContainText('82450164');
      await expect(screen.row('82450164', levels.session)).toBeHidden();
      await expect(window.getByRole('tab', { name: '82450164' })).toBeHidden();
      expect(store.keys().filter((key) => key.includes(session))).toEqual([]);

      await window.keyboard.press('Control+Z');
      await expect(window.getByRole('status').filter({ hasText: '3 files are back' })).toBeVisible();
      await expect(screen.row('82450164', levels.session)).toBeVisible();
      expect(hashes(store)).toEqual(before);
    });

    test('what exists again by then is left alone and named', async ({ window, store }) => {
      const screen = new Screen(window);
      const record = `sessions/${session}/session.json`;
      await screen.row('82450164', levels.session).click();
      await window.keyboard.press('Delete');
      await window.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      const undo = window.getByRole('button', { name: 'Undo' });
      await expect(undo).toBeVisible();
      store.write(record, 'written by somebody else');
      await undo.click();
      await expect(window.getByRole('status').filter({ hasText: 'Left as they are now' })).toContainText(
        record,
      );
      expect(store.read(record)?.toString()).toBe('written by somebody else');
    });
  });
}

test('what was deleted is listed, and comes back one by one, also after a reload', async ({
  window,
  store,
}) => {
  const screen = new Screen(window);
  const before = hashes(store);
  for (const name of ['82450164', '09208a65']) {
    await screen.filter(name);
    await screen.row(name, levels.session).click();
    await window.keyboard.press('Delete');
    await window.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(window.getByRole('status').filter({ hasText: 'is deleted' })).toContainText(name);
  }
  await window.reload();
  await screen.row(/^store/, levels.store).click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Recently deleted' }).click();
  const list = window.getByRole('list', { name: 'Recently deleted' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list.getByRole('listitem').first()).toContainText('09208a65');
  await expectAccessible(window);
  await list.getByRole('button', { name: 'Bring back Session 82450164' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await list.getByRole('button', { name: /^Bring back/ }).click();
  await expect(window.getByRole('heading', { name: 'Nothing is deleted' })).toBeVisible();
  expect(hashes(store)).toEqual(before);
});

test('several rows go at one stroke and come back at one stroke', async ({ window, store }) => {
  const screen = new Screen(window);
  const before = hashes(store);
  await screen.orderBy('By name');
  await screen.row('09208a65', levels.session).click();
  await screen.row('15c1d2df', levels.session).click({ modifiers: ['Shift'] });
  await window.keyboard.press('Delete');
  await window
    .getByRole('dialog', { name: 'Delete 3 sessions?' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(window.getByRole('status').filter({ hasText: '3 things are deleted' })).toBeVisible();
  expect(Object.keys(hashes(store)).length).toBeLessThan(Object.keys(before).length);
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(window.getByRole('status').filter({ hasText: 'are back' })).toBeVisible();
  expect(hashes(store)).toEqual(before);
});

test.describe('from a slow bucket', () => {
  test.use({ storeKind: 's3' });

  test('a deletion that is stopped while it copies has deleted nothing', async ({
    window,
    store,
    s3Server,
  }) => {
    const screen = new Screen(window);
    for (let index = 0; index < 200; index++)
      store.write(`sessions/${session}/file-${index}.bin`, `content ${index}`, anHourAgo);
    const before = hashes(store);
    await screen.row('82450164', levels.session).click();
    await window.keyboard.press('Delete');
    const question = window.getByRole('dialog');
    await expect(question).toContainText('203 files');
    s3Server.latency = 300;
    await question.getByRole('button', { name: 'Delete' }).click();
    await screen.status.getByRole('button', { name: /^Stop/ }).click();
    s3Server.latency = 0;
    await expect(window.getByRole('status').filter({ hasText: 'Stopped' })).toBeVisible();
    expect(hashes(store)).toEqual(before);
  });
});
