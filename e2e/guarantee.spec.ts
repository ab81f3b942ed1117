import { expectAccessible } from './harness/axe.ts';
import { expect, test } from './harness/test.ts';

const session = 'db5b5fab-8f4d-4e27-9da1-494c73cf256d';
const key = `sessions/${session}/research_pipeline/analyze_summary.md`;
const patiently = expect.configure({ timeout: 15_000 });

test.use({ storeKind: 's3' });
test.afterEach(({ s3Server }) => s3Server.denied.clear());

test('the status line says what a save is worth, and for each way to change a file by keyboard', async ({
  ui,
  window,
}) => {
  const status = ui.status.getByRole('button', { name: 'Checked save' });
  await status.focus();
  await window.keyboard.press('Enter');
  const worth = window.getByRole('dialog', { name: 'What a change is worth here' });
  await expect(worth).toContainText('Every change');
  await expect(worth).toContainText('was not seen yet to refuse a stale change');
  await expectAccessible(window);
  await window.keyboard.press('Escape');
  await expect(worth).toBeHidden();
  await expect(status).toBeFocused();
});

test('a test of the connection with consent proves it, and the open store knows at once', async ({
  ui,
  window,
}) => {
  await ui.status.getByRole('button', { name: 'Checked save' }).click();
  await window.getByRole('button', { name: 'Find out more by a test of the connection' }).click();
  await window.getByRole('button', { name: 'Test', exact: true }).click();
  await window.getByRole('button', { name: 'Try writing' }).click();
  const status = ui.status.getByRole('button', { name: 'Atomic save' });
  await patiently(status).toBeVisible();
  await status.click();
  const worth = window.getByRole('dialog', { name: 'What a change is worth here' });
  await expect(worth).toContainText('Of several sent at the very same moment it let one through');
  await expect(worth).toContainText('Two at the very same moment were not tried');
  await expect(worth.getByRole('button')).toHaveCount(0);
});

test('a save says what was compared, and a conflict what another save would be worth', async ({
  ui,
  store,
}) => {
  await ui.openNode('db5b5fab', 'research_pipeline', 'analyze');
  const summary = ui.part('Summary');
  await ui.replaceText(summary, 'Mine.');
  await ui.save();
  const saved = summary.getByText(/^Saved, checked/);
  await expect(saved).toBeVisible();
  await expect(saved).toHaveAttribute('title', /within the [\d,]+ ms until the save could not be ruled out/);
  await ui.replaceText(summary, 'Mine again.');
  store.write(key, 'Theirs.');
  // Where the change is noticed while it is asked when to save, that question goes, and nothing is saved.
  await patiently(async () => {
    await ui.save();
    await expect(summary.getByRole('alert')).toContainText('A save is checked here', { timeout: 2000 });
  }).toPass({ timeout: 15_000 });
});

test('keys that may not write make the store read-only, and what was typed stays', async ({
  ui,
  window,
  store,
  s3Server,
}) => {
  await ui.openNode('db5b5fab', 'research_pipeline', 'analyze');
  const summary = ui.part('Summary');
  const before = store.read(key)?.toString();
  // The question that is asked after opening would find it out before anything is typed.
  const bucket = store.argument.split('/')[2];
  const asked = () =>
    s3Server.requests.some((request) => request.bucket === bucket && request.method === 'POST');
  await patiently.poll(asked).toBe(true);
  s3Server.denied.add('s3:PutObject');
  await ui.replaceText(summary, 'Mine, which may not be written.');
  await ui.save();
  await patiently(summary.getByRole('alert')).toContainText('These credentials may not write here');
  await expect(summary.getByRole('alert')).toContainText('Your edits are kept');
  await ui.status.getByRole('button', { name: 'read-only' }).click();
  await expect(window.getByRole('dialog')).toContainText('These credentials may not write here');
  await expectAccessible(window);
  await window.keyboard.press('Escape');
  expect(store.read(key)?.toString()).toBe(before);

  s3Server.denied.clear();
  await summary.getByRole('button', { name: 'Try to change it anyway' }).click();
  await expect(ui.status.getByRole('button', { name: 'Checked save' })).toBeVisible();
  await patiently.poll(() => store.read(key)?.toString()).toBe('Mine, which may not be written.');
});
