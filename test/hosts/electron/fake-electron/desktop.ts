import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { folderStore } from '../../../../e2e/harness/stores.ts';
import { temporaryFolder } from '../../../support/home.ts';
import { built } from '../../../support/program.ts';
import { FakeElectron } from './index.ts';

/** The built desktop app, running on a fake Electron with a home of its own. */
export interface Desktop {
  readonly electron: FakeElectron;
  readonly home: string;
}

/** Starts the built main bundle on a command line. It is not ready yet; see `startDesktop`. */
export async function launch(
  options: { args?: readonly string[]; home?: string; prepare?: (electron: FakeElectron) => void } = {},
): Promise<Desktop> {
  const electron = new FakeElectron();
  options.prepare?.(electron);
  const home = options.home ?? temporaryFolder();
  const { argv, env } = process;
  const listeners = process.listeners('unhandledRejection');
  process.argv = ['/opt/agentflow-sessions', ...(options.args ?? [])];
  process.env = { ...env, AGENTFLOW_SESSIONS_HOME: home };
  try {
    await electron.run(built('node/electron.js'));
  } finally {
    process.argv = argv;
    process.env = env;
  }
  onTestFinished(async () => {
    await electron.end();
    // A process of its own would end here, and take them along.
    const left = process.listeners('unhandledRejection').filter((listener) => !listeners.includes(listener));
    for (const listener of left) process.off('unhandledRejection', listener);
  });
  return { electron, home };
}

/** The same, ready, with its window loaded. */
export async function startDesktop(options?: Parameters<typeof launch>[0]): Promise<Desktop> {
  const desktop = await launch(options);
  desktop.electron.app.becomeReady();
  await desktop.electron.windowLoaded();
  return desktop;
}

/** The app on a copy of the fixture store, and its page with a client. */
export async function onStore(options: { args?: string[] } = {}) {
  const store = folderStore(join(temporaryFolder(), 'store'));
  const desktop = await startDesktop({ args: [...(options.args ?? []), store.argument] });
  const { client, page } = await pageOf(desktop);
  let [opened] = await client.stores.list();
  while (opened?.state !== 'open') [opened] = await client.stores.list();
  return { ...desktop, store, client, page, id: opened.id, opened };
}

/** The page of the window, with a client over its port. */
export async function pageOf({ electron }: Desktop) {
  const { page } = electron.window.webContents;
  if (!page) throw new Error('The window shows no page.');
  return { page, client: await page.connect() };
}
