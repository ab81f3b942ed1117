import { expectAccessible } from './harness/axe.ts';
import { layoutKept } from './harness/layout.ts';
import { levels } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

test('every session of the store has its row, the damaged ones with what is wrong', async ({ ui }) => {
  await expect(ui.row('Sessions', levels.section)).toContainText('52');
  await ui.filter('corrupt-empty');
  await expect(ui.row('corrupt-empty', levels.session)).toContainText('session.json is empty');
});

test('keys alone lead from the store to a file, and back', async ({ ui, window }) => {
  await expect(ui.row('Sessions', levels.section)).toContainText('52');
  await window.keyboard.press('/');
  await window.keyboard.type('dd44fd36');
  const session = ui.row('dd44fd36', levels.session);
  await expect(session).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(ui.tree).toBeFocused();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await window.keyboard.press(key);
  await expect(session).toHaveAttribute('aria-expanded', 'true');
  await expect(ui.row('research_pipeline', levels.workflow)).toBeVisible();
  await window.keyboard.press('ArrowRight');
  await expect(ui.row('research_pipeline', levels.workflow)).toHaveAttribute('aria-selected', 'true');
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await window.keyboard.press(key);
  await expect(window.getByRole('tab', { selected: true })).toHaveText('research');
  await window.keyboard.press('F6');
  await window.keyboard.press('F6');
  await ui.tree.focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await window.keyboard.press(key);
  await expect(session).toHaveAttribute('aria-selected', 'true');
});

test('what is unfolded, selected and in view comes back at the next start', async ({
  ui,
  window,
  scratchFolder,
}) => {
  await expect(ui.row('Sessions', levels.section)).toContainText('52');
  // The rows are there once the first has its age.
  await expect(ui.tree.locator('.tree-age').first()).toBeVisible();
  await ui.tree.focus();
  await window.keyboard.press('End');
  const last = ui.tree.getByRole('treeitem', { level: levels.section }).last();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  const words = await last.textContent();
  await window.keyboard.press('ArrowRight');
  await expect(last).toHaveAttribute('aria-expanded', 'true');
  const scrolled = await ui.tree.evaluate((tree) => tree.scrollTop);
  expect(scrolled).toBeGreaterThan(0);
  await layoutKept(scratchFolder, 'context",\n    "anchor": {');
  await window.reload();
  await expect(last).toHaveText(words ?? '');
  await expect(last).toHaveAttribute('aria-expanded', 'true');
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => ui.tree.evaluate((tree) => tree.scrollTop)).toBe(scrolled);
});

test('Shift selects a stretch, and the menu is about all of it', async ({ ui, window }) => {
  await ui.filter('corrupt-');
  // Its record moves it to its place in time; the rows stand still from then on.
  await expect(ui.row(/corrupt-bom .* byte order mark/, levels.session)).toBeVisible();
  await ui.row('corrupt-array', levels.session).click();
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown']) await window.keyboard.press(key);
  await expect(ui.tree.getByRole('treeitem', { selected: true })).toHaveCount(3);
  await window.keyboard.press('Shift+F10');
  await expect(window.getByRole('menuitem', { name: 'Copy ids' })).toBeVisible();
});

test('sessions can be ordered by age, under headings', async ({ ui, window }) => {
  await window.getByRole('button', { name: /Order of sessions/ }).click();
  await window.getByRole('menuitem', { name: 'Newest, by day' }).click();
  await expect(ui.tree.getByText('January', { exact: true })).toBeVisible();
});

test('tree, palette and shortcuts pass axe', async ({ ui, window }) => {
  await ui.filter('dd44fd36');
  await ui.expand(ui.row('dd44fd36', levels.session));
  await expectAccessible(window);
  await window.keyboard.press('ControlOrMeta+P');
  await expect(window.getByRole('dialog')).toBeVisible();
  await expectAccessible(window);
  await window.keyboard.press('Escape');
  await ui.tree.focus();
  await window.keyboard.press('?');
  await expect(window.getByRole('dialog')).toBeVisible();
  await expectAccessible(window);
});
