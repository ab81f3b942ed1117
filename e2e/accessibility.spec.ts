import { expectAccessible } from './harness/axe.ts';
import { levels } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

test('axe finds nothing on the screens of a session', async ({ ui, window }) => {
  await ui.filter('03e0d681');
  await ui.row('03e0d681', levels.session).click();
  await expect(window.getByRole('main')).toContainText('research_pipeline');
  await expectAccessible(window);

  await ui.openNode('03e0d681', 'research_pipeline', 'summarize');
  await expect(ui.part('Summary').getByRole('textbox').first()).toBeAttached();
  await expectAccessible(window);

  await ui.part('Summary').getByRole('button', { name: 'Preview summary' }).click();
  await expectAccessible(window);

  await ui.row('Record', levels.workflow).click();
  await expect(window.getByRole('main')).toContainText('Status');
  await expectAccessible(window);
});

test('axe finds nothing on artifacts of each kind', async ({ ui, window }) => {
  await ui.filter('5387f613');
  await ui.row('5387f613', levels.session).click();
  await ui.expandAll();
  for (const name of ['chart.png', 'blob.bin', 'people.csv', 'config.yaml', 'page.html', 'truncated.png']) {
    await ui.row(name).click();
    await expect(window.getByRole('main').locator('.skeleton')).toHaveCount(0);
    await expectAccessible(window, name);
  }
  await ui.filter('03e0d681');
  await ui.expandAll();
  await ui.row('run.json').click();
  await expect(window.getByRole('main').locator('.skeleton')).toHaveCount(0);
  await expectAccessible(window);
});

test('axe finds nothing on dialogs, palette, settings and the connection form', async ({ ui, window }) => {
  await window.keyboard.press('ControlOrMeta+Shift+P');
  await expect(window.getByRole('dialog')).toBeVisible();
  await expectAccessible(window);
  await window.keyboard.press('Escape');

  for (const command of ['Settings', 'Connect to S3', 'Welcome', 'Recently deleted']) {
    await ui.command(command);
    await expect(window.getByRole('main').locator('.skeleton')).toHaveCount(0);
    await expectAccessible(window, command);
  }

  await ui.row(/^Sessions/, levels.section).click();
  await ui.command('New session');
  await expect(window.getByRole('dialog')).toBeVisible();
  await expectAccessible(window);
  await window.keyboard.press('Escape');

  await ui.filter('03e0d681');
  await ui.expand(ui.row(/^Sessions/, levels.section));
  await ui.row('03e0d681', levels.session).click();
  await ui.tree.press('Delete');
  await expect(window.getByRole('dialog')).toBeVisible();
  await expectAccessible(window);
});
