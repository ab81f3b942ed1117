import '../threads.ts';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { defaultHomePath } from '#services/app/home.ts';
import { runApp } from './app.ts';
import { readCommandLine } from './command-line.ts';
import { handoverOf } from './handing-over.ts';
import { appScheme } from './origin.ts';
import { appPrivileges } from './pages.ts';

const built = join(import.meta.dirname, '..');
const home = resolve(defaultHomePath());
const asked = readCommandLine(process.argv, process.defaultApp === true);
const { handover, problems } = handoverOf(asked, process.env);

app.setName('AgentFlow Sessions');
app.setAppUserModelId('org.agentflow.sessions');
// One home, one instance: the lock lies in this folder, so it has to be known before the lock is taken.
const browserFiles = join(home, 'desktop');
mkdirSync(browserFiles, { recursive: true, mode: 0o700 });
app.setPath('userData', browserFiles);
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: appPrivileges }]);

if (app.requestSingleInstanceLock(handover)) {
  // Not awaited: Electron is not ready before this module has ended.
  runApp({
    home,
    renderer: join(built, 'renderer'),
    preload: join(built, 'preload', 'preload.cjs'),
    asked,
  }).catch((error: unknown) => {
    dialog.showErrorBox('AgentFlow Sessions could not start', String(error));
    app.exit(1);
  });
} else {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stderr.write('The app is open already; it shows what you named.\n');
  app.quit();
}
