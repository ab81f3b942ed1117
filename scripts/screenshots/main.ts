/** Makes `docs/screenshots/*.png`: each screen, light and dark. Names of screens make only those. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { root } from '../run-program.ts';
import { withAppWindow } from './app-window.ts';
import { screens } from './screens.ts';

const folder = join(root, 'docs', 'screenshots');
const wanted = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
// Text without coloured edges looks right on any display, and is smaller.
const args = ['--disable-lcd-text', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '', args });
const failures: string[] = [];
for (const { name, size = { width: 1280, height: 800 }, show } of screens) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    await withAppWindow(browser, size, async (window) => {
      await show(window);
      await window.settle();
      for (const colorScheme of ['light', 'dark'] as const) {
        await window.page.emulateMedia({ colorScheme });
        writeFileSync(join(folder, `${name}-${colorScheme}.png`), await window.picture());
      }
    });
    console.log(name);
  } catch (error) {
    failures.push(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}
await browser.close();
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
