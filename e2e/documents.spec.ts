import { levels } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

const session = 'dd44fd36-4511-4889-801e-dc8e367e5d6d';
const folder = `sessions/${session}/research_pipeline`;
const summaryKey = `${folder}/analyze_summary.md`;

test('line endings of lines that were not touched stay as they are', async ({ ui, store }) => {
  const key = `${folder}/mixed_summary.md`;
  store.write(key, '\uFEFFone\r\ntwo\nthree\r\nfour');
  await ui.openNode('dd44fd36', 'research_pipeline', 'mixed');
  await ui.part('Summary').getByText('two', { exact: true }).click();
  await ui.page.keyboard.press('End');
  await ui.page.keyboard.type(' edited');
  await ui.save();
  await expect(ui.part('Summary').getByText(/^Saved/)).toBeVisible();
  expect(store.read(key)?.toString()).toBe('\uFEFFone\r\ntwo edited\nthree\r\nfour');
});

test('a text without edits follows a change outside', async ({ ui, store }) => {
  await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
  await expect(ui.part('Summary').locator('.view-line').first()).toBeVisible();
  store.write(summaryKey, 'A run wrote this.');
  await ui.refresh();
  await expect.poll(() => ui.textOf(ui.part('Summary'))).toBe('A run wrote this.');
});

test('a text that is gone outside is kept, and can be saved as a new file', async ({ ui, store }) => {
  const key = `${folder}/other_summary.md`;
  store.write(key, 'To be deleted.');
  await ui.openNode('dd44fd36', 'research_pipeline', 'other');
  await ui.replaceText(ui.part('Summary'), 'Kept.');
  store.remove(key);
  await ui.save();
  await ui.page.getByRole('button', { name: 'Save as a new file' }).click();
  await expect(ui.part('Summary').getByText(/^Saved/)).toBeVisible();
  expect(store.read(key)?.toString()).toBe('Kept.');
});

test('a text that became no text while it was edited has one answer, and a save says why it is none', async ({
  ui,
  store,
}) => {
  const summary = ui.part('Summary');
  await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
  await ui.replaceText(summary, 'Saved.');
  await ui.save();
  await expect(summary.getByText(/^Saved/).first()).toBeVisible();
  await ui.replaceText(summary, 'Saved, and more.');
  const bytes = Buffer.from([0, 1, 2, 0]);
  store.write(summaryKey, bytes);
  await expect(summary.getByText(/It is not text any more/)).toBeVisible();
  await expect(summary.locator('.notice')).toHaveCount(1);
  await ui.askToSave();
  await expect(summary.getByText(/^Not saved, so that nothing is overwritten/)).toBeVisible();
  await expect(summary.locator('.notice')).toHaveCount(1);
  expect(store.read(summaryKey)).toEqual(bytes);
  await ui.page.getByRole('button', { name: 'Save my text in its place' }).click();
  await expect.poll(() => store.read(summaryKey)?.toString()).toBe('Saved, and more.');
});

test('the pane of a session that is gone says so, and offers nothing to be created in it', async ({
  ui,
  store,
}) => {
  const key = 'sessions/short-lived/flow/step_scratch.md';
  store.write(key, 'Noted.');
  await ui.openNode('short-lived', 'flow', 'step');
  await expect(ui.part('Summary').getByRole('button', { name: 'Create summary' })).toBeVisible();
  // While the editor of the scratch may still be loading.
  store.remove(key);
  await expect(ui.part('Summary').getByText('Session short-lived is gone')).toBeVisible();
  await expect(ui.page.getByRole('button', { name: 'Create summary' })).toBeHidden();
  await expect(ui.part('Scratch').getByText(/^Session short-lived was deleted outside/)).toBeVisible();
});

test('edits and their undo outlive a look at another tab', async ({ ui }) => {
  await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
  const summary = ui.part('Summary');
  await ui.replaceText(summary, 'Mine.');
  await ui.row('report', levels.node).click();
  await ui.page.getByRole('tab', { name: 'analyze' }).click();
  await expect.poll(() => ui.textOf(summary)).toBe('Mine.');
  await summary.locator('.view-lines').first().click();
  await ui.page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => ui.textOf(summary)).toMatch(/^# Analysis/);
});

test.describe('a record', () => {
  const key = 'sessions/extra-keys/session.json';

  test.beforeEach(async ({ ui }) => {
    await ui.filter('extra-keys');
    await ui.expand(ui.row('extra-keys', levels.session));
    await ui.row('Record').click();
  });

  test('is patched in place by its form, and undone in its text', async ({ ui, store }) => {
    const before = store.read(key)?.toString() ?? '';
    await ui.page.getByLabel('Status', { exact: true }).fill('paused');
    await ui.save();
    await expect(ui.page.getByText(/^Saved/)).toBeVisible();
    expect(store.read(key)?.toString()).toBe(before.replace('"completed"', '"paused"'));

    await ui.page.getByRole('radio', { name: 'JSON' }).click();
    await ui.page.locator('.view-lines').first().click();
    await ui.page.keyboard.press('ControlOrMeta+Z');
    await ui.save();
    await expect.poll(() => store.read(key)?.toString()).toBe(before);
  });

  test('keeps keys that the library does not know, and says what becomes of them there', async ({ ui }) => {
    await expect(ui.page.getByText('The library does not know these')).toBeVisible();
    await expect(ui.page.getByLabel('Value of tags')).toBeVisible();
  });
});

test('messages are a conversation, and JSON', async ({ ui, store }) => {
  const messages = [
    { role: 'user', content: 'Why?' },
    { role: 'assistant', tool_calls: [{ id: 'c1', name: 'search', input: { q: 'rail' } }] },
    { role: 'tool_result', tool_results: [{ tool_call_id: 'c1', content: 'No hits', is_error: true }] },
  ];
  store.write('sessions/extra-keys/messages.json', JSON.stringify(messages));
  await ui.filter('extra-keys');
  await ui.expand(ui.row('extra-keys', levels.session));
  await ui.row('Messages').click();
  await expect(ui.page.getByText('3 messages, 1 tool error')).toBeVisible();
  await expect(ui.page.getByRole('article', { name: '1: user' })).toContainText('Why?');
  await expect(ui.page.getByRole('article', { name: '3: tool result' })).toContainText('Error of search');
  await ui.page.getByRole('radio', { name: 'JSON' }).click();
  await expect(ui.page.locator('.view-line').first()).toContainText('"role"');
});

test('what is not UTF-8 or too large is shown read-only in its pane, as text or as bytes', async ({
  ui,
  store,
}) => {
  store.write(`${folder}/odd_summary.md`, Buffer.from('caf\xe9 au lait', 'latin1'));
  store.write(`${folder}/odd_scratch.md`, 'a long line of a long scratch\n'.repeat(200_000));
  await ui.openNode('dd44fd36', 'research_pipeline', 'odd');
  const summary = ui.part('Summary');
  await expect(summary.getByText(/Not UTF-8 from byte 3: shown read-only/)).toBeVisible();
  await expect(summary.getByRole('textbox', { name: 'Bytes' })).toContainText('63 61 66 e9');
  await summary.getByRole('button', { name: 'Show as text' }).click();
  await expect(summary.getByRole('textbox', { name: 'Text' })).toContainText('caf\ufffd au lait');
  const scratch = ui.part('Scratch');
  await expect(scratch.getByText(/Too large to be edited here \(6,000,000 bytes\)/)).toBeVisible();
  await expect(scratch.getByRole('textbox', { name: 'Text' })).toContainText('a long line of a long scratch');
  await scratch.getByRole('button', { name: 'Show the bytes' }).click();
  await expect(scratch.getByRole('textbox', { name: 'Bytes' })).toContainText('61 20 6c 6f 6e 67');
});
