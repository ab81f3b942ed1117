import { startGround } from './failures/ground.ts';
import { editSummary, getOutOf, runInto, typed } from './failures/play.ts';
import { failureScenes } from './failures/scenes.ts';
import { Screen } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

// The most different ones. `npm run screenshots` plays all of them, and pictures each.
const played = ['permission-denied', 'folder-moved', 'network-gone', 'tags-unreadable'];

test.setTimeout(180_000);

for (const scene of failureScenes.filter(({ name }) => played.includes(name))) {
  test(`${scene.name}: the pane says why, keeps the edits, and saves once the cause is gone`, async ({
    page,
  }) => {
    const ground = await startGround(scene);
    try {
      const ui = await editSummary(page, ground);
      await runInto(scene, ui, ground);
      await getOutOf(scene, ui, ground);
    } finally {
      await ground.close();
    }
  });
}

test('edits that could not be saved come back with the page, and are saved then', async ({ page }) => {
  const scene = failureScenes.find(({ name }) => name === 'throttled');
  if (!scene) throw new Error('There is no such scene.');
  const ground = await startGround(scene);
  try {
    const ui = await editSummary(page, ground);
    await runInto(scene, ui, ground);
    await page.goto('about:blank');
    await page.goto(new URL('/', ground.app.url).href);
    const again = new Screen(page);
    const summary = again.part('Summary');
    await expect(summary.getByLabel('Unsaved edits').first()).toBeVisible();
    await expect.poll(() => again.textOf(summary)).toContain(typed.trim());
    await scene.cure?.(ground);
    await summary.locator('.view-lines').first().click();
    await again.save();
    await expect(summary.getByText(/^Saved/)).toBeVisible();
  } finally {
    await ground.close();
  }
});
