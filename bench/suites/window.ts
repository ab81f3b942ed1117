import type { Page } from 'playwright';
import { bigFolderStore } from '../support/big-store.ts';
import { firstRows, heapMegabytes, longestFrame, openApp } from '../support/browser.ts';
import type { Figure } from '../support/figure.ts';

const sessions = 100_000;

/** What the person sees of a folder of 100,000 sessions. */
export async function windowSuite(): Promise<Figure[]> {
  const app = await openApp([bigFolderStore(sessions)]);
  try {
    const first = await firstRows(app);
    await app.page.getByText(sessions.toLocaleString('en'), { exact: true }).waitFor();
    const scrolling = await longestFrame(app.page, () => scrollToEnd(app.page));
    const jumping = await longestFrame(app.page, () => jump(app.page));
    const typing = await longestFrame(app.page, () => typeFilter(app.page));
    const heap = await heapMegabytes(app.page);
    return [
      { what: 'first rows painted after the list call, 100,000 folders', value: first, unit: 'ms', bar: 500 },
      { what: 'longest frame while scrolling to the end', value: scrolling, unit: 'ms', bar: 100 },
      { what: 'longest frame on End and Home', value: jumping, unit: 'ms', bar: 100 },
      { what: 'longest frame while typing a filter', value: typing, unit: 'ms', bar: 100 },
      { what: 'renderer heap after it all', value: heap, unit: 'MB', bar: 300 },
    ];
  } finally {
    await app.close();
  }
}

/** Four hundred steps from top to end, one a frame, as a fast drag of the scroll bar does. */
async function scrollToEnd(page: Page): Promise<void> {
  await page
    .getByRole('tree')
    .first()
    .evaluate(async (tree) => {
      const steps = 400;
      for (let step = 1; step <= steps; step++) {
        tree.scrollTop = (tree.scrollHeight * step) / steps;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
}

async function jump(page: Page): Promise<void> {
  const tree = page.getByRole('tree').first();
  await tree.focus();
  for (const key of ['Home', 'End', 'Home', 'End']) {
    await tree.press(key);
    await page.waitForTimeout(200);
  }
}

async function typeFilter(page: Page): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type('3f9a', { delay: 120 });
  await page.waitForTimeout(500);
  for (let i = 0; i < 4; i++) await page.keyboard.press('Backspace', { delay: 60 });
  await page.waitForTimeout(500);
}
