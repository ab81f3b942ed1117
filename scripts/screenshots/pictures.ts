import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { root } from '../run-program.ts';

/** Brings a page to where `picture` is to be taken, and may go on from there. */
type Play<Scene> = (scene: Scene, page: Page, picture: () => Promise<void>) => Promise<void>;

/** Plays scenes and makes `docs/screenshots/<folder>/<name>.png` of each. Names on the command line make only those. */
export async function pictureScenes<Scene extends { readonly name: string }>(
  folderName: string,
  scenes: readonly Scene[],
  play: Play<Scene>,
): Promise<void> {
  const folder = join(root, 'docs', 'screenshots', folderName);
  const wanted = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  const args = ['--disable-lcd-text', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '', args });
  const failures: string[] = [];
  for (const scene of scenes) {
    const { name } = scene;
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    });
    try {
      await play(scene, page, async () => {
        await page.mouse.move(0, 0);
        await page.waitForTimeout(500);
        writeFileSync(join(folder, `${name}.png`), await page.screenshot({ animations: 'disabled' }));
      });
      console.log(name);
    } catch (error) {
      writeFileSync(join(folder, `${name}-FAILED.png`), await page.screenshot());
      failures.push(`${name}: ${error instanceof Error ? error.message : error}`);
    } finally {
      await page.close();
    }
  }
  await browser.close();
  for (const failure of failures) console.error(failure);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
