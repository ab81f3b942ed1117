import { expect, type Locator, type Page } from '@playwright/test';
import type { Screen } from '../harness/screen.ts';
import type { ByteCase } from './files.ts';

function editorOf(ui: Screen, { place, name }: ByteCase): Locator {
  if (place !== 'file') return ui.part(place);
  return ui.page.locator('.document-view').filter({ hasText: name });
}

/** Chooses the word as a reader would: by a double click on it. */
async function doubleClick(page: Page, editor: Locator, word: string): Promise<void> {
  // A banner of the editor may come between and push the lines down.
  await expect(async () => {
    const place = await placeOf(editor, word);
    await page.mouse.dblclick(place.x, place.y);
    expect(await placeOf(editor, word)).toEqual(place);
  }).toPass();
}

/** The middle of a word on the screen. */
function placeOf(editor: Locator, word: string): Promise<{ x: number; y: number }> {
  return editor.locator('.view-line', { hasText: word }).evaluate((line, text) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.nodeValue?.indexOf(text) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`“${text}” is in no one piece of the line.`);
  }, word);
}

async function find(page: Page, editor: Locator, word: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+F');
  const widget = editor.locator('.find-widget.visible');
  await widget.getByRole('textbox', { name: 'Find' }).fill(word);
  await expect(widget.locator('.matchesCount')).toHaveText('1 of 1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(widget).toHaveCount(0);
}

/** Opens the file, puts the replacement in the place of the word, saves, and closes the tab. */
export async function replaceWord(ui: Screen, one: ByteCase): Promise<void> {
  const { page } = ui;
  await ui.goTo(one.name);
  const editor = editorOf(ui, one);
  const lines = editor.locator('.view-lines').first();
  await lines.waitFor();
  if (one.how === 'double-click') await doubleClick(page, editor, one.word);
  else {
    await editor.locator('.monaco-editor').getByRole('textbox').first().focus();
    if (one.word !== '') await find(page, editor, one.word);
  }
  if (one.replacement === '') await page.keyboard.press('Delete');
  else await page.keyboard.type(one.replacement);
  await ui.save();
  await expect(editor.getByText(/^Saved/)).toBeVisible();
  await page.keyboard.press('Alt+W');
  await expect(editor).toHaveCount(0);
}
