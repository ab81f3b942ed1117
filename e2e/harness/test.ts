import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type S3TestServer, startS3Server } from '../../test/s3-server.ts';
import { makeScratchFolder } from './scratch.ts';
import { Screen } from './screen.ts';
import { bucketStore, folderStore, type OutsideStore } from './stores.ts';
import { startWebApp, type WebApp } from './web-app.ts';

export type StoreKind = 'folder' | 's3';

interface Fixtures {
  /** Set per file or group: on what the store lies. */
  storeKind: StoreKind;
  /** Whether files go while the page may be asking for them: the browser then reports a 404 as an error. */
  filesGo: boolean;
  /** Command-line options of the app. */
  appArgs: readonly string[];
  scratchFolder: string;
  store: OutsideStore;
  app: WebApp;
  /** The page with the app open on the store. Console errors and requests to other origins fail the test. */
  window: Page;
  ui: Screen;
}

/** The server is shared by the tests of a worker; each test has a bucket of its own. */
interface WorkerFixtures {
  s3Server: S3TestServer;
}

let buckets = 0;

/**
 * Monaco looks for invisible characters in a worker. Where it finds very many, it says so above the text, and fails
 * with these words when the editor was closed meanwhile. Nothing comes of it.
 */
const lateBanner = 'InstantiationService has been disposed';

/** What the browser says of a file that went while it was asked for. */
const gone = 'Failed to load resource: the server responded with a status of 404 (Not Found)';

export const test = base.extend<Fixtures, WorkerFixtures>({
  storeKind: ['folder', { option: true }],
  filesGo: [false, { option: true }],
  appArgs: [[], { option: true }],
  s3Server: [
    async ({}, use) => {
      const server = await startS3Server();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  scratchFolder: async ({}, use) => {
    const { folder, remove } = makeScratchFolder();
    await use(folder);
    remove();
  },
  store: async ({ storeKind, scratchFolder, s3Server }, use) => {
    buckets += 1;
    await use(
      storeKind === 'folder'
        ? folderStore(join(scratchFolder, 'store'))
        : await bucketStore(s3Server, `agents-${process.pid}-${buckets}`),
    );
  },
  app: async ({ store, scratchFolder, appArgs }, use) => {
    const app = await startWebApp({
      stores: [store.argument],
      home: join(scratchFolder, 'home'),
      args: appArgs,
      env: store.env,
    });
    await use(app);
    await app.stop();
  },
  window: async ({ page, app, filesGo }, use) => {
    const troubles: string[] = [];
    const origin = new URL(app.url).origin;
    page.on('console', (message) => {
      const isGone = filesGo && message.text() === gone;
      if (message.type() === 'error' && !isGone) troubles.push(`console: ${message.text()}`);
    });
    page.on('pageerror', ({ message }) => {
      if (message !== lateBanner) troubles.push(`page: ${message}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) {
        troubles.push(`request to another origin: ${url}`);
      }
    });
    await page.goto(app.url);
    await use(page);
    expect(troubles).toEqual([]);
  },
  ui: async ({ window }, use) => {
    await use(new Screen(window));
  },
});

export { expect };
