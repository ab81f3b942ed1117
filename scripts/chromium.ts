import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Chromium that draws pages and nothing around them, as Debian packages it. */
const shell = 'chromium-headless-shell';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'msedge'];

const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of a Chromium or Chrome on this machine, or null. `CHROMIUM_PATH` goes first. */
export function findChromium(): string | null {
  return firstThere([
    process.env.CHROMIUM_PATH ?? '',
    ...onPath(names),
    ...wellKnown,
    chromium.executablePath(),
  ]);
}

/**
 * Path of a browser for tests. Chromium without its own windows opens a page in a third of the time, so that is
 * preferred, and installed where root may; then any Chromium; then Playwright's own, which is fetched.
 */
export function findOrInstallChromium(): string {
  const named = firstThere([process.env.CHROMIUM_PATH ?? '', ...onPath([shell])]);
  if (named) return named;
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;
  const found = mayInstall ? null : findChromium();
  if (found) return found;
  console.error('Installing a browser for the tests (once)…');
  const attempts = mayInstall
    ? [`apt-get update -qq && (apt-get install -y -qq ${shell} || apt-get install -y -qq chromium)`]
    : [];
  attempts.push(`"${process.execPath}" node_modules/playwright/cli.js install chromium`);
  for (const attempt of attempts) {
    spawnSync(attempt, {
      shell: true,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = firstThere(onPath([shell])) ?? findChromium();
    if (installed) return installed;
  }
  console.error('No Chromium could be found or installed. Install one, or name it in CHROMIUM_PATH.');
  process.exit(1);
}

function onPath(programs: readonly string[]): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
}

function firstThere(paths: readonly string[]): string | null {
  return paths.find((path) => path !== '' && existsSync(path)) ?? null;
}
