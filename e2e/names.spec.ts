import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { levels } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

const session = '902a174f-11fa-4ac0-879d-d25a49fe85b0';

/** Names that have broken something somewhere. */
const names = [
  'with space.txt',
  'quote\' " `.txt',
  'hash#1.txt',
  'percent%20.txt',
  'question?.txt',
  'emoji-🎉👩‍🔬.txt',
  '報告書.txt',
  'تقرير.txt',
  '.leading-dot',
  '..%2f..%2fescape.txt',
  '..\\backslash.txt',
  `${'n'.repeat(196)}.txt`,
];

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`names on ${storeKind}`, () => {
    test.use({ storeKind });

    test('neither break nor escape: each opens and shows its own bytes', async ({ ui, window, store }) => {
      test.setTimeout(120_000);
      for (const [index, name] of names.entries()) {
        store.write(`sessions/${session}/artifacts/${name}`, `bytes of number ${index}`);
      }
      await ui.filter('902a174f');
      await ui.row('902a174f', levels.session).click();
      await ui.refresh();
      await ui.expandAll();
      for (const [index, name] of names.entries()) {
        await ui.tree.getByText(name, { exact: true }).click();
        await expect(window.getByRole('main').getByText(`bytes of number ${index}`).first()).toBeVisible();
      }
    });

    test('that would leave the session are refused with a reason', async ({ ui, window, store }) => {
      const before = store.keys();
      await ui.filter('902a174f');
      await ui.row('902a174f', levels.session).click();
      for (const name of ['../escaped', 'a/../../b', '/absolute']) {
        await ui.command('New node');
        const dialog = window.getByRole('dialog');
        await dialog.getByLabel('Node').fill(name);
        await dialog.getByRole('button', { name: 'Create' }).click();
        await expect(dialog.getByRole('alert').first()).toBeVisible();
        await window.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      }
      expect(store.keys()).toEqual(before);
    });
  });
}

test('a link that leaves the folder is refused and named; a pipe is refused at once', async ({
  ui,
  window,
  scratchFolder,
  store,
}) => {
  const outside = join(scratchFolder, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.txt'), 'never shown');
  const artifacts = join(store.argument, 'sessions', session, 'artifacts');
  mkdirSync(artifacts, { recursive: true });
  symlinkSync(join(outside, 'secret.txt'), join(artifacts, 'link.txt'));
  writeFileSync(join(artifacts, 'inside.txt'), 'shown');
  await ui.filter('902a174f');
  await ui.row('902a174f', levels.session).click();
  await ui.refresh();
  await ui.expandAll();
  await ui.row('inside.txt').click();
  await expect(window.getByText('shown', { exact: true }).first()).toBeVisible();
  await expect(window.getByText(/link\.txt/).first()).toBeVisible();
  await expect(window.getByText('never shown')).toHaveCount(0);
  expect(existsSync(join(outside, 'secret.txt'))).toBe(true);
});
