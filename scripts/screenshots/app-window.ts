import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Browser, Locator, Page } from 'playwright';
import { startWebApp } from '../../e2e/harness/web-app.ts';

const time = '2026-03-12T15:40:00Z';

/** Blinking cursors and fading scroll bars would make each picture another. */
const steady = '.monaco-editor .cursor, .monaco-editor .scrollbar { visibility: hidden !important }';

/** The app in a page of its own, and what a picture needs to get there. */
export class AppWindow {
  readonly page: Page;
  readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
  }

  /** The same app in one more page. */
  async another(): Promise<AppWindow> {
    const page = await this.page.context().newPage();
    await page.clock.setFixedTime(time);
    await page.goto(new URL('/', this.url).href);
    return new AppWindow(page, this.url);
  }

  /** Opens the sample store, with its sessions in the order of their age. */
  async openSample(): Promise<void> {
    await this.page.getByRole('button', { name: 'sample store' }).click();
    await this.page.getByRole('button', { name: 'Order of sessions' }).click();
    await this.page.locator('[role^=menuitem]').filter({ hasText: 'Newest, by day' }).click();
  }

  /** A row of the tree: sessions are on level 3, what lies in them on 4, nodes and artifacts on 5. */
  row(text: string, level: number): Locator {
    return this.page.locator(`[role=treeitem][aria-level="${level}"]`).filter({ hasText: text }).first();
  }

  /** Unfolds rows, each inside the one before. */
  async unfold(...texts: readonly string[]): Promise<void> {
    for (const [index, text] of texts.entries()) {
      const row = this.row(text, index + 3);
      if ((await row.getAttribute('aria-expanded')) === 'true') continue;
      await row.click();
      await this.page.keyboard.press('ArrowRight');
      await this.row(text, index + 3)
        .and(this.page.locator('[aria-expanded=true]'))
        .waitFor();
    }
  }

  /** Unfolds all but the last row and opens that one in a tab. */
  async open(...texts: readonly string[]): Promise<void> {
    await this.unfold(...texts.slice(0, -1));
    await this.row(texts.at(-1) ?? '', texts.length + 2).dblclick();
  }

  /** Opens the command palette, and chooses a command there. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Shift+P');
    await this.page.getByRole('combobox').fill(title);
    await this.page.getByRole('option', { name: title }).click();
  }

  /** Waits until nothing is loading any more, with the pointer out of the way. */
  async settle(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.waitForLoadState('networkidle');
    await expect(this.page.locator('.skeleton')).toHaveCount(0);
  }

  /** A picture of the window once it stays the same. */
  async picture(): Promise<Buffer> {
    let last: Buffer = Buffer.alloc(0);
    for (let attempt = 0; attempt < 20; attempt++) {
      const next = await this.page.screenshot({ animations: 'disabled', style: steady });
      if (next.equals(last)) return next;
      last = next;
    }
    throw new Error('The window does not come to rest.');
  }

  /** Waits until the editor with this label shows its text. */
  async editor(label: string | RegExp): Promise<Locator> {
    const editor = this.page.getByRole('textbox', { name: label });
    await editor.waitFor({ state: 'attached' });
    // Text comes first and its colours a moment later.
    await this.page.locator('.monaco-editor .view-line .mtkb').first().waitFor();
    return editor;
  }
}

/** Runs the app on a home of its own, at the moment of the sample, and shows it in the browser. */
export async function withAppWindow(
  browser: Browser,
  size: { width: number; height: number },
  use: (window: AppWindow) => Promise<void>,
): Promise<void> {
  const home = join(tmpdir(), 'agentflow-pictures');
  rmSync(home, { recursive: true, force: true });
  const clock = new URL('fixed-clock.ts', import.meta.url).href;
  const env = { SCREENSHOT_TIME: time, NODE_OPTIONS: `--import=${clock}`, TZ: 'UTC' };
  const app = await startWebApp({ stores: [], home, env });
  const context = await browser.newContext({
    viewport: size,
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.clock.setFixedTime(time);
    await page.goto(app.url);
    await use(new AppWindow(page, app.url));
  } finally {
    await context.close();
    await app.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
