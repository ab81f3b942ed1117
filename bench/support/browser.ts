import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { startWebApp } from '../../e2e/harness/web-app.ts';

/** The app in a browser, on stores named as on the command line. */
export interface OpenApp {
  readonly page: Page;
  /** Main's. */
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** Starts the built app on a fresh home and loads its page; `before` runs in it before all else. */
export async function openApp(
  stores: readonly string[],
  env: NodeJS.ProcessEnv = {},
  before?: () => void,
): Promise<OpenApp> {
  const home = mkdtempSync(join(tmpdir(), 'agentflow-bench-home-'));
  const app = await startWebApp({ stores, home, env });
  const browser = await chromium.launch({
    ...(process.env.CHROMIUM_PATH === undefined ? {} : { executablePath: process.env.CHROMIUM_PATH }),
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(watchFrames);
  if (before) await page.addInitScript(before);
  await page.goto(app.url);
  return {
    page,
    process: app.process,
    async close() {
      await browser.close();
      await app.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** In the page: notes every pause between two frames, when sessions were asked for, and when the first was painted. */
function watchFrames(): void {
  const marks = { longest: 0, asked: 0, firstRow: 0 };
  let last = performance.now();
  const frame = (now: number) => {
    marks.longest = Math.max(marks.longest, now - last);
    last = now;
    if (marks.firstRow === 0 && document.querySelector('.tree .tree-id')) {
      // The frame after the one that holds the row is the first that is surely painted.
      requestAnimationFrame((painted) => {
        marks.firstRow ||= painted;
      });
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data as Uint8Array);
    if (text.includes('/sessions/page')) marks.asked ||= performance.now();
    send.call(this, data);
  };
  Object.assign(window, { marks });
}

declare global {
  interface Window {
    marks: { longest: number; asked: number; firstRow: number };
  }
}

/** Milliseconds from the page's list call until its first row is painted. */
export async function firstRows({ page }: OpenApp): Promise<number> {
  await page.waitForFunction(() => window.marks.firstRow > 0);
  return page.evaluate(() => window.marks.firstRow - window.marks.asked);
}

/** The longest pause between two frames while some work is done, in milliseconds. */
export async function longestFrame(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    window.marks.longest = 0;
  });
  await work();
  return page.evaluate(() => window.marks.longest);
}

/** What the page's scripts hold after a full collection, in MB. */
export async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1_000_000;
}
