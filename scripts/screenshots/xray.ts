/** Makes `docs/screenshots/xray/*.png`: what the X-ray says to each failure. Names of failures make only those. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { fillForm, runXray, stepOf } from '../../e2e/xray/form.ts';
import { startXrayGround } from '../../e2e/xray/ground.ts';
import { xrayScenes } from '../../e2e/xray/scenes.ts';
import { root } from '../run-program.ts';

const folder = join(root, 'docs', 'screenshots', 'xray');
const wanted = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
const args = ['--disable-lcd-text', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '', args });
const ground = await startXrayGround();
const failures: string[] = [];
for (const scene of xrayScenes) {
  if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  try {
    ground.calm();
    scene.cause?.(ground);
    await fillForm(page, ground, scene.enters?.(ground) ?? {});
    await runXray(page);
    await stepOf(page, scene.step).getByText(scene.says).first().waitFor();
    await page.mouse.move(0, 0);
    await page.waitForTimeout(300);
    writeFileSync(join(folder, `${scene.name}.png`), await page.screenshot({ animations: 'disabled' }));
    console.log(scene.name);
  } catch (error) {
    failures.push(`${scene.name}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await page.close();
  }
}
await ground.close();
await browser.close();
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
