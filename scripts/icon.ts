/** Draws `build/icon.png`, from which electron-builder makes every platform's icons, from `build/icon.svg`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findOrInstallChromium } from './chromium.ts';
import { root } from './run-program.ts';

const size = 1024;
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: findOrInstallChromium(), args });
const page = await browser.newPage({ viewport: { width: size, height: size } });
const drawing = readFileSync(join(root, 'build', 'icon.svg'), 'utf8');
await page.setContent(`<style>body { margin: 0 }</style>${drawing}`);
await page.screenshot({ path: join(root, 'build', 'icon.png'), omitBackground: true });
await browser.close();
