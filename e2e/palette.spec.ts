import { levels } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

test('Enter opens what was typed, even before the list shows it', async ({ ui, window }) => {
  await expect(ui.row('Sessions', levels.section)).toBeVisible();
  await window.keyboard.press('ControlOrMeta+P');
  const input = window.getByRole('dialog').getByRole('combobox');
  await expect(window.getByRole('option').first()).toBeVisible();
  // Both keys come while the page is busy, so that it has no time to draw between them.
  await input.evaluate((element) => {
    if (!(element instanceof HTMLInputElement)) throw new Error('The palette has no field.');
    element.focus();
    document.execCommand('insertText', false, '03e0d681');
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  });
  await expect(window.getByRole('tab', { name: /03e0d681/ })).toBeVisible();
  await expect(window.getByRole('dialog')).toHaveCount(0);
});
