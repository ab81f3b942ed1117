import type { Page } from '@playwright/test';
import type { GeneratedStore } from '../test/s3-server/generated.ts';
import type { S3TestServer } from '../test/s3-server.ts';
import { startS3Server } from '../test/s3-server.ts';
import { expectAccessible } from './harness/axe.ts';
import { levels, Screen } from './harness/screen.ts';
import { test as base, expect } from './harness/test.ts';
import { startWebApp } from './harness/web-app.ts';

const sessions = 100_000;

interface Fixtures {
  /** Of this test alone: it counts every request. */
  server: S3TestServer;
  bucket: GeneratedStore;
  /** The page with the app open on it. */
  open: () => Promise<Screen>;
}

const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await startS3Server();
    await use(server);
    await server.close();
  },
  bucket: async ({ server }, use) => {
    await use(server.generate('agents', 'memory/', sessions));
  },
  open: async ({ page, scratchFolder, server, bucket }, use) => {
    const app = await startWebApp({
      stores: [`s3://agents/${bucket.prefix.slice(0, -1)}`],
      home: `${scratchFolder}/home`,
      env: {
        S3_ENDPOINT: server.endpoint,
        S3_ACCESS_KEY_ID: server.accessKeyId,
        S3_SECRET_ACCESS_KEY: server.secretAccessKey,
        S3_REGION: server.region,
        // Main ends where it holds more than this, in MB.
        NODE_OPTIONS: '--max-old-space-size=96',
      },
    });
    await use(async () => {
      await page.goto(app.url);
      return new Screen(page);
    });
    // Requests that hang have no part in what is tested.
    app.process.kill('SIGKILL');
  },
});

/** What the page's scripts hold after a full collection, in MB. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1_000_000;
}

test('the first sessions of a million keys are there after one request', async ({ server, bucket, open }) => {
  server.fault = () => (server.requests.length > 1 ? 'hang' : undefined);
  const ui = await open();
  await expect(ui.row(bucket.id(0).slice(0, 8), levels.session)).toBeVisible();
  expect(server.requests[0]?.query).toMatchObject({ prefix: 'memory/sessions/', delimiter: '/' });
});

test('any session is gone to by its id by one request, and one that is not there is said so', async ({
  server,
  bucket,
  open,
}) => {
  const ui = await open();
  await expect(ui.row(bucket.id(0).slice(0, 8), levels.session)).toBeVisible();
  const id = bucket.id(87_654);
  const asked: string[] = [];
  // Of what lies in it, its record alone is answered, and once.
  server.fault = ({ method, key, query }) => {
    if (!`${key} ${query.prefix}`.includes(id)) return undefined;
    asked.push(`${method} ${key}`);
    return asked.length === 1 ? undefined : 'hang';
  };
  await ui.page.keyboard.press('ControlOrMeta+P');
  const palette = ui.page.getByRole('dialog');
  await palette.getByRole('combobox').fill(id);
  await palette.getByRole('option', { name: /1 request/ }).click();
  await expect(ui.page.getByRole('tab', { name: id.slice(0, 8) })).toBeVisible();
  await expect(ui.row(id.slice(0, 8), levels.session)).toBeVisible();
  expect(asked[0]).toBe(`GET memory/sessions/${id}/session.json`);

  server.fault = undefined;
  await ui.page.keyboard.press('ControlOrMeta+P');
  await palette.getByRole('combobox').fill('nobody');
  await palette.getByRole('option', { name: /1 request/ }).click();
  await expect(palette.getByRole('status')).toContainText('There is no session “nobody”');
  await expectAccessible(ui.page);
});

test('a filter asks the bucket for what begins with it, and says what it could not look through', async ({
  server,
  bucket,
  open,
}) => {
  const ui = await open();
  await expect(ui.row(bucket.id(0).slice(0, 8), levels.session)).toBeVisible();
  server.requests.length = 0;
  await ui.filter('beef');
  await expect(ui.tree).toContainText('ids begin with “beef” in the whole bucket');
  await expect(ui.tree).toContainText('Other matches are known among the 1,000 listed so far');
  await expect(ui.row('beef', levels.session)).toBeVisible();
  const searches = server.requests.filter(({ query }) => query.prefix === 'memory/sessions/beef');
  expect(searches).toHaveLength(1);
  await expectAccessible(ui.page);
  await ui.filter('');
  await expect(ui.tree).not.toContainText('beef');
});

test('all of it can be scrolled through in bounded memory, and every request is in the meter', async ({
  server,
  bucket,
  open,
}) => {
  test.setTimeout(300_000);
  const ui = await open();
  await expect(ui.row(bucket.id(0).slice(0, 8), levels.session)).toBeVisible();
  // The first page has no token, and nor have looks for changes.
  const further = () =>
    server.requests.filter(({ query }) => query['continuation-token'] !== undefined).length;
  const toEnd = () =>
    ui.tree.evaluate((tree) => {
      let scroller: Element | null = tree;
      while (scroller && scroller.scrollHeight <= scroller.clientHeight + 1)
        scroller = scroller.parentElement;
      scroller?.scrollTo(0, scroller.scrollHeight);
    });
  const scrollTo = (pages: number) =>
    expect
      .poll(
        async () => {
          await toEnd();
          return further() + 1;
        },
        { intervals: [20], timeout: 240_000 },
      )
      .toBeGreaterThanOrEqual(pages);
  await scrollTo(10);
  const early = await heap(ui.page);
  await scrollTo(sessions / 1000);
  expect(further() + 1).toBe(sessions / 1000);
  // 90,000 ids, and nothing else of their sessions.
  expect((await heap(ui.page)) - early).toBeLessThan(40);

  await ui.status.getByRole('button', { name: /requests/ }).click();
  const table = ui.page.getByRole('region', { name: /Requests to/ });
  // The first was read to open the store.
  await expect(table.getByRole('row', { name: /Listing sessions/ })).toContainText('99');
  await expect
    .poll(async () => {
      const total = await table
        .getByRole('row', { name: /In all/ })
        .locator('.usage-sum')
        .innerText();
      return Number(total.replaceAll(',', '')) - server.requests.length;
    })
    .toBe(0);
  await expectAccessible(ui.page);
});
