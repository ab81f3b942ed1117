import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { levels, type Screen } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

const session = 'dd44fd36-4511-4889-801e-dc8e367e5d6d';
const folder = `sessions/${session}/research_pipeline`;
const summaryKey = `${folder}/analyze_summary.md`;
const scratchKey = `${folder}/analyze_scratch.md`;

const openAnalyze = async (ui: Screen) => {
  await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
  await ui.part('Summary').locator('.view-line').first().waitFor();
  await expect(ui.status.getByText(/^Live$|^As of/)).toBeVisible();
};

const lines = (count: number) => Array.from({ length: count }, (_, index) => `Line ${index + 1}`);

/** The first line that an editor shows. */
const topLine = (part: Locator) =>
  part.locator('.view-line').evaluateAll((all) => {
    const top = (line: Element) => line.getBoundingClientRect().top;
    const shown = all.filter(
      (line) => top(line) >= (line.closest('.monaco-editor')?.getBoundingClientRect().top ?? 0),
    );
    return shown.sort((a, b) => top(a) - top(b))[0]?.textContent?.replaceAll('\u00a0', ' ') ?? '';
  });

test('an editor without edits follows a run: cursor, selection, scroll and undo stay, and at the end its tail', async ({
  ui,
  store,
}) => {
  test.slow();
  store.write(scratchKey, `${lines(300).join('\n')}\n`);
  await openAnalyze(ui);
  const scratch = ui.part('Scratch');

  // In the middle of the text, with a word selected.
  await scratch.locator('.view-lines').click();
  await ui.page.keyboard.press('ControlOrMeta+Home');
  for (let i = 0; i < 4; i++) await ui.page.keyboard.press('PageDown');
  await ui.page.keyboard.press('Home');
  await ui.page.keyboard.press('ControlOrMeta+Shift+ArrowRight');
  const position = ui.status.getByRole('button', { name: /^Ln/ });
  const before = Number(/Ln (\d+)/.exec(await position.innerText())?.[1]);
  const top = await topLine(scratch);
  store.write(scratchKey, `New one\nNew two\n${lines(300).join('\n')}\n`);
  await expect(position).toHaveText(new RegExp(`^Ln ${before + 2}, `));
  expect(await topLine(scratch)).toBe(top);

  // What is typed replaces the selected word; undo takes that back, and then what was followed.
  await ui.page.keyboard.type('Row');
  await expect(scratch.getByText(new RegExp(`^Row.?${before}$`))).toBeVisible();
  await ui.page.keyboard.press('ControlOrMeta+Z');
  await expect(scratch.getByText(new RegExp(`^Line.?${before}$`))).toBeVisible();
  await expect(ui.page.getByRole('tab', { name: /Unsaved edits/ })).toHaveCount(0);

  // At the end of a growing text.
  await ui.page.keyboard.press('ControlOrMeta+End');
  for (const word of ['Grown', 'Grown again'])
    await test.step(word, async () => {
      store.write(scratchKey, `${store.read(scratchKey)?.toString()}${lines(60).join('\n')}\n${word}\n`);
      await expect(scratch.getByText(new RegExp(`^${word.replace(' ', '.')}$`))).toBeVisible();
    });

  // A text with edits is never swapped: it says so.
  await ui.page.keyboard.type('Mine.');
  store.write(scratchKey, 'A run wrote this.');
  await expect(scratch.getByText(/The file was changed outside/)).toBeVisible();
  await ui.page.keyboard.press('End');
  await expect(scratch.getByText(/^Mine\.$/)).toBeVisible();
});

test('the tree follows: sessions come and go, who is at work and what has changed is marked', async ({
  ui,
  store,
}) => {
  await openAnalyze(ui);
  const research = ui.row('research', levels.node);
  await research.focus();
  store.write(`${folder}/research_summary.md`, 'A run wrote this.');
  await expect(research.getByText('running')).toBeVisible();
  await expect(research.getByRole('img', { name: 'changed outside' })).toBeVisible();
  await expect(ui.row('dd44fd36', levels.session).getByRole('img', { name: /^running/ })).toBeVisible();
  await research.click();
  await expect(research.getByRole('img', { name: 'changed outside' })).toBeHidden();

  store.write(`${folder}/later_scratch.md`, 'x');
  await expect(ui.row('later', levels.node)).toBeVisible();
  await expect(research).toHaveAttribute('aria-selected', 'true');

  await ui.filter('brand-new');
  store.write('sessions/brand-new/session.json', '{"id": "brand-new", "created_at": "2026-01-01T00:00:00"}');
  await expect(ui.row('brand-new', levels.session)).toBeVisible();
  store.remove('sessions/brand-new/session.json');
});

test('a save into a running session is offered in its pane: now, or when it is quiet', async ({
  ui,
  store,
}) => {
  await openAnalyze(ui);
  store.write(scratchKey, 'A run writes this.');
  const running = ui.row('dd44fd36', levels.session).getByRole('img', { name: /^running/ });
  await expect(running).toBeVisible();
  const summary = ui.part('Summary');
  await ui.replaceText(summary, 'Mine.');
  await ui.askToSave();
  const offer = summary.getByRole('region', { name: 'When to save' });
  await expect(offer).toContainText('is running');
  expect(store.read(summaryKey)?.toString()).not.toBe('Mine.');

  // The keyboard reaches it; the text keeps the focus until then.
  await ui.page.keyboard.press('F6');
  await expect(offer.getByRole('button', { name: 'Save now' })).toBeFocused();
  await offer.getByRole('button', { name: 'Save when it is quiet' }).click();
  await expect(offer).toContainText('waits');
  await offer.getByRole('button', { name: 'Do not wait' }).click();
  await expect(offer).toBeHidden();

  await ui.askToSave();
  await expect(offer).toBeVisible();
  await ui.askToSave();
  await expect(summary.getByText(/^Saved/)).toBeVisible();
  expect(store.read(summaryKey)?.toString()).toBe('Mine.');
});

const writtenLately = test.extend({
  store: async ({ store }, use) => {
    const time = new Date(Date.now() - 10_000);
    utimesSync(join(store.argument, scratchKey), time, time);
    await use(store);
  },
});

writtenLately('a save that waits is done as soon as the session is quiet', async ({ ui, store }) => {
  writtenLately.slow();
  await openAnalyze(ui);
  const summary = ui.part('Summary');
  await ui.replaceText(summary, 'Mine.');
  await ui.askToSave();
  await summary.getByRole('button', { name: 'Save when it is quiet' }).click();
  await expect(summary.getByText(/^Saved/)).toBeVisible({ timeout: 70_000 });
  expect(store.read(summaryKey)?.toString()).toBe('Mine.');
});

test.describe('in a bucket', () => {
  test.use({ storeKind: 's3' });

  test('what others write is asked for, and how old the screen is stands in the status line', async ({
    ui,
    store,
  }) => {
    await openAnalyze(ui);
    await expect(ui.status.getByText(/^As of \d\d:\d\d:\d\d, polls every \d+ s$/)).toBeVisible();
    store.write(summaryKey, 'A run wrote this.');
    await expect.poll(() => ui.textOf(ui.part('Summary')), { timeout: 20_000 }).toBe('A run wrote this.');
    await ui.filter('brand-new');
    store.write('sessions/brand-new/session.json', '{}');
    await expect(ui.row('brand-new', levels.session)).toBeVisible({ timeout: 20_000 });
  });
});
