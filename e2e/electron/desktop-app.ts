import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { folderStore, type OutsideStore } from '../harness/stores.ts';

interface Fixtures {
  scratchFolder: string;
  /** A fresh copy of the fixture store. */
  store: OutsideStore;
  app: ElectronApplication;
  window: Page;
}

const root = join(import.meta.dirname, '..', '..');

/** The desktop app, started on a copy of the fixture store with a home of its own. */
export const test = base.extend<Fixtures>({
  scratchFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'agentflow-desktop-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  store: async ({ scratchFolder }, use) => use(folderStore(join(scratchFolder, 'store'))),
  app: async ({ scratchFolder, store }, use) => {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
    const given = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const app = await electron.launch({
      args: [root, store.argument],
      env: { ...Object.fromEntries(given), AGENTFLOW_SESSIONS_HOME: join(scratchFolder, 'home') },
    });
    await use(app);
    await app.close();
  },
  window: async ({ app }, use) => use(await app.firstWindow()),
});
