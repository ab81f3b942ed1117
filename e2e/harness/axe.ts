import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Fails where axe finds a violation on what is shown now, in light or in dark colours; `what` says what that is.
 * The app must be set to follow the colours of the system.
 */
export async function expectAccessible(page: Page, what = 'the screen'): Promise<void> {
  await expectNone(page, what);
  await wear(page, 'dark');
  await expectNone(page, `${what}, dark`, 'color-contrast');
  await wear(page, 'light');
}

async function expectNone(page: Page, what: string, rule?: string): Promise<void> {
  // Otherwise each look opens a page of its own, for frames of other origins. There are none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rule ? axe.withRules(rule) : axe).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found, what).toEqual([]);
}

/** Until the editors, too, wear the colours. */
async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
}
