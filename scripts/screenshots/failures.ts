/**
 * Makes `docs/screenshots/failures/*.png`: what is said when a save fails, and proves that a retry works. Names of
 * failures make only those.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { startGround } from '../../e2e/failures/ground.ts';
import { editSummary, getOutOf, runInto } from '../../e2e/failures/play.ts';
import { failureScenes } from '../../e2e/failures/scenes.ts';
import { root } from '../run-program.ts';

const folder = join(root, 'docs', 'screenshots', 'failures');
const wanted = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
const args = ['--disable-lcd-text', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '', args });
const failures: string[] = [];
for (const scene of failureScenes) {
  if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
  const ground = await startGround(scene);
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  try {
    const ui = await editSummary(page, ground);
    await runInto(scene, ui, ground);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(500);
    writeFileSync(join(folder, `${scene.name}.png`), await page.screenshot({ animations: 'disabled' }));
    await getOutOf(scene, ui, ground);
    console.log(scene.name);
  } catch (error) {
    writeFileSync(join(folder, `${scene.name}-FAILED.png`), await page.screenshot());
    failures.push(`${scene.name}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await page.close();
    await ground.close();
  }
}
await browser.close();
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
