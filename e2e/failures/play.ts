import { expect, type Page } from '@playwright/test';
import { levels, Screen } from '../harness/screen.ts';
import { type Ground, node } from './ground.ts';
import type { FailureScene } from './scenes.ts';

export const typed = 'Checked by hand: nine routes, one winter. ';

/** Opens the summary and types into it. */
export async function editSummary(page: Page, ground: Ground): Promise<Screen> {
  await page.goto(ground.app.url);
  const ui = new Screen(page);
  const session = ui.row(node.session, levels.session);
  await session.waitFor();
  await ui.expand(session);
  await ui.expand(ui.row(node.workflow, levels.workflow));
  await ui.row(node.name, levels.node).click();
  await ui.part('Summary').locator('.view-line').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type(typed);
  return ui;
}

/** Makes the trouble, saves, and waits for what is said. */
export async function runInto(scene: FailureScene, ui: Screen, ground: Ground): Promise<void> {
  await scene.cause(ground);
  await ui.save();
  await expect(ui.part('Summary').getByText(scene.says).first()).toBeVisible({ timeout: 90_000 });
}

/** The edits are still there; the cause goes, and a retry saves them. */
export async function getOutOf(scene: FailureScene, ui: Screen, ground: Ground): Promise<void> {
  const summary = ui.part('Summary');
  expect(await ui.textOf(summary)).toContain(typed.trim());
  await scene.cure?.(ground);
  await summary
    .getByRole('button', { name: scene.again ?? 'Try again' })
    .last()
    .click();
  await expect(summary.getByText(/^Saved/)).toBeVisible({ timeout: 30_000 });
  await expect(summary.getByText(scene.says)).toHaveCount(0);
}
