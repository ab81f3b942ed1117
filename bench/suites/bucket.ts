import { existsSync, readFileSync } from 'node:fs';
import { type S3TestServer, startS3Server } from '../../test/s3-server.ts';
import { firstRows, heapMegabytes, longestFrame, type OpenApp, openApp } from '../support/browser.ts';
import { type Figure, timed } from '../support/figure.ts';

const sessions = 100_000;
const pages = sessions / 1000;

/** A bucket of a million keys: what the person waits for, how many requests are made, and what is held in memory. */
export async function bucketSuite(): Promise<Figure[]> {
  const server = await startS3Server();
  const bucket = server.generate('agents', 'memory/', sessions);
  const app = await openApp(['s3://agents/memory'], {
    S3_ENDPOINT: server.endpoint,
    S3_ACCESS_KEY_ID: server.accessKeyId,
    S3_SECRET_ACCESS_KEY: server.secretAccessKey,
    S3_REGION: server.region,
  });
  try {
    const first = await firstRows(app);
    const ofSessions = () => server.requests.filter(({ query }) => query.prefix === 'memory/sessions/');
    const before = ofSessions().length;
    const found = await goTo(app, server, bucket.id(77_777));
    await scrollThrough(app, server, 2);
    const early = await heapMegabytes(app.page);
    let halfway = 0;
    let longest = 0;
    const scrolled = await timed(async () => {
      longest = await longestFrame(app.page, async () => {
        await scrollThrough(app, server, pages / 2);
        halfway = mainMegabytes(app);
        await scrollThrough(app, server, pages);
      });
    });
    return [
      { what: 'first rows painted after the list call, 1,000,000 keys', value: first, unit: 'ms' },
      { what: 'LIST requests of sessions for those rows', value: before, unit: 'requests', bar: 1 },
      { what: 'a session by its id: requests', value: found.requests, unit: 'requests', bar: 1 },
      { what: 'a session by its id: until its row is there', value: found.time, unit: 'ms' },
      { what: 'scrolling through 100,000 sessions', value: scrolled, unit: 'ms' },
      { what: 'longest pause between two frames meanwhile', value: longest, unit: 'ms' },
      {
        what: 'the page holds more after that',
        value: (await heapMegabytes(app.page)) - early,
        unit: 'MB',
        bar: 40,
      },
      {
        what: 'main grows in the second half of it',
        value: mainMegabytes(app) - halfway,
        unit: 'MB',
        bar: 40,
      },
    ];
  } finally {
    await app.close();
    await server.close();
  }
}

/** Goes to a session by its id as a keyboard user would. */
async function goTo({ page }: OpenApp, server: S3TestServer, id: string) {
  await page.keyboard.press('ControlOrMeta+P');
  const palette = page.getByRole('dialog');
  await palette.getByRole('combobox').fill(id);
  await palette.getByRole('option', { name: /1 request/ }).waitFor();
  const row = page.getByRole('treeitem', { name: new RegExp(id.slice(0, 8)) });
  let requests = 0;
  const time = await timed(async () => {
    await page.keyboard.press('Enter');
    await row.first().waitFor();
    // What lies in it is listed once it was found.
    const about = server.requests.filter(({ key, query }) => `${key} ${query.prefix}`.includes(id));
    requests = about.findIndex(({ query }) => 'list-type' in query);
  });
  return { time, requests };
}

async function scrollThrough({ page }: OpenApp, server: S3TestServer, until: number): Promise<void> {
  const read = () =>
    server.requests.filter(({ query }) => query['continuation-token'] !== undefined).length + 1;
  const tree = page.getByRole('tree', { name: 'Stores and sessions' });
  while (read() < until) {
    await tree.evaluate((element) => {
      let scroller: Element | null = element;
      while (scroller && scroller.scrollHeight <= scroller.clientHeight + 1)
        scroller = scroller.parentElement;
      scroller?.scrollTo(0, scroller.scrollHeight);
    });
    await page.waitForTimeout(30);
  }
}

/** What the process of the app takes, where the system tells. */
function mainMegabytes({ process: { pid } }: OpenApp): number {
  const file = `/proc/${pid}/status`;
  const found = existsSync(file) ? /VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8')) : null;
  return Number(found?.[1] ?? 0) / 1000;
}
