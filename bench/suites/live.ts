import { type ChildProcess, execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { bigFolderStore } from '../support/big-store.ts';
import { firstRows, heapMegabytes, type OpenApp, openApp } from '../support/browser.ts';
import { type Figure, median, percentile } from '../support/figure.ts';

const sessions = 100_000;
/** One start differs from the next by 100 ms and more, whatever is watched. */
const starts = 20;
const changes = 40;
const keystrokes = 200;

/** What it costs to follow what others do, and how soon it is seen. */
export async function liveSuite(): Promise<Figure[]> {
  return [...(await watching()), ...(await latency()), ...(await typing())];
}

interface Start {
  readonly first: number;
  readonly memory: number;
  readonly heap: number;
}

/** Starts on the large folder, with its window watching or not. */
async function start(watches: boolean): Promise<Start> {
  const app = await openApp([bigFolderStore(sessions)], {}, watches ? undefined : withoutLive);
  try {
    const first = await firstRows(app);
    await app.page.getByText(sessions.toLocaleString('en'), { exact: true }).waitFor();
    await app.page.waitForTimeout(1_500);
    return { first, memory: residentMegabytes(app.process), heap: await heapMegabytes(app.page) };
  } finally {
    await app.close();
  }
}

/** In the page: main is never told what is shown, and so follows nothing. */
function withoutLive(): void {
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data as Uint8Array);
    if (!text.includes('/live/')) send.call(this, data);
  };
}

async function watching(): Promise<Figure[]> {
  const on: Start[] = [];
  const off: Start[] = [];
  // Turn about, so that whatever else the machine does hits both alike; the first round warms up.
  for (let round = 0; round <= starts; round++) {
    for (const watches of round % 2 === 0 ? [true, false] : [false, true]) {
      const measured = await start(watches);
      if (round > 0) (watches ? on : off).push(measured);
    }
  }
  const more = (of: (start: Start) => number) => median(on.map(of)) - median(off.map(of));
  const what = 'watching 100,000 sessions:';
  return [
    { what: `${what} first rows, without it`, value: median(off.map(({ first }) => first)), unit: 'ms' },
    { what: `${what} first rows, later by`, value: more(({ first }) => first), unit: 'ms', bar: 50 },
    { what: `${what} main’s memory, more by`, value: more(({ memory }) => memory), unit: 'MB', bar: 100 },
    { what: `${what} renderer’s heap, more by`, value: more(({ heap }) => heap), unit: 'MB', bar: 100 },
  ];
}

function residentMegabytes({ pid }: ChildProcess): number {
  const status =
    process.platform === 'linux'
      ? (/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '')
      : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(status) / 1024;
}

/** A store with one session of one node, whose scratch has so many bytes. */
function smallStore(bytes: number): { root: string; scratch: string } {
  const root = mkdtempSync(join(tmpdir(), 'agentflow-bench-live-'));
  const folder = join(root, 'sessions', 'run', 'default');
  mkdirSync(folder, { recursive: true });
  const record = { id: 'run', created_at: '2026-01-01T00:00:00+00:00' };
  writeFileSync(join(root, 'sessions', 'run', 'session.json'), JSON.stringify(record));
  const scratch = join(folder, 'node_scratch.md');
  const line = 'The agent has noted one more line of its findings here.\n';
  writeFileSync(scratch, line.repeat(Math.ceil(bytes / line.length)));
  return { root, scratch };
}

async function openNode({ page }: OpenApp): Promise<void> {
  const row = (name: string) => page.getByRole('treeitem', { name: new RegExp(name) }).first();
  await row('run').locator('[data-twist]').click();
  await row('default').locator('[data-twist]').click();
  await row('node').click();
  await page.locator('.view-line').first().click();
  await page.getByText('Live', { exact: true }).waitFor();
  await page.keyboard.press('ControlOrMeta+End');
}

/** From an append by another program until its line is painted in an editor that stands at the end. */
async function latency(): Promise<Figure[]> {
  const { root, scratch } = smallStore(2_000);
  const app = await openApp([root]);
  try {
    await openNode(app);
    const times: number[] = [];
    for (let change = 0; change < changes; change++) {
      const word = `change-${change}-seen`;
      const seen = app.page.evaluate(paintedAt, word);
      await app.page.waitForTimeout(100 + (change % 7) * 30);
      const from = Date.now();
      appendFileSync(scratch, `${word}\n`);
      times.push((await seen) - from);
    }
    const what = 'a change in a folder until it is on the screen';
    return [
      { what: `${what}, median`, value: median(times), unit: 'ms' },
      { what: `${what}, 95th percentile`, value: percentile(times, 95), unit: 'ms', bar: 500 },
    ];
  } finally {
    await app.close();
    rmSync(root, { recursive: true });
  }
}

/** In the page: when a word is painted, by the clock. */
function paintedAt(word: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const there = [...document.querySelectorAll('.view-line')].some((line) =>
        line.textContent?.includes(word),
      );
      if (there) requestAnimationFrame(() => resolve(Date.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** From a key in a text of 2 MB until it is painted, while another program writes beside it. */
async function typing(): Promise<Figure[]> {
  const { root, scratch } = smallStore(2 * 1024 * 1024);
  const beside = join(root, 'sessions', 'run', 'default', 'other_scratch.md');
  const app = await openApp([root]);
  const writer = setInterval(() => appendFileSync(beside, 'A line beside it.\n'), 200);
  try {
    await openNode(app);
    const times = await keyTimes(app.page);
    const what = 'a keystroke in a scratch of 2 MB, watched and with drafts';
    return [
      { what: `${what}, median`, value: median(times), unit: 'ms' },
      { what: `${what}, 95th percentile`, value: percentile(times, 95), unit: 'ms', bar: 50 },
    ];
  } finally {
    clearInterval(writer);
    await app.close();
    rmSync(scratch);
    rmSync(root, { recursive: true });
  }
}

async function keyTimes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    window.addEventListener(
      'keydown',
      (event) => {
        // The frame after the key shows it; a message sent then comes once it is painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => times.push(performance.now() - event.timeStamp);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
    Object.assign(window, { keyTimes: times });
  });
  for (let key = 0; key < keystrokes; key++) {
    await page.keyboard.press('abcdefgh '[key % 9] ?? 'a');
    await page.waitForTimeout(60);
  }
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
}
