import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'msedge'];

const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of a Chromium or Chrome on this machine, or null. `CHROMIUM_PATH` goes first. */
export function findChromium(): string | null {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const candidates = [process.env.CHROMIUM_PATH ?? '', ...onPath, ...wellKnown, chromium.executablePath()];
  return candidates.find((path) => path !== '' && existsSync(path)) ?? null;
}

/** Finds a browser for tests, or installs one: Playwright's own, or the system's package where root may. */
export function findOrInstallChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.error('Installing a browser for the tests (once)…');
  const attempts =
    process.platform === 'linux' && process.getuid?.() === 0
      ? ['apt-get update -qq && apt-get install -y -qq chromium']
      : [];
  attempts.push(`"${process.execPath}" node_modules/playwright/cli.js install chromium`);
  for (const attempt of attempts) {
    spawnSync(attempt, {
      shell: true,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  console.error('No Chromium could be found or installed. Install one, or name it in CHROMIUM_PATH.');
  process.exit(1);
}
