/** Opens the app: on the desktop, or where that cannot be, in a browser. The build is there already. */
import { resolve } from 'node:path';
import { startOptionsOrExit } from '../src-main/hosts/web/options.ts';
import { findChromium } from './chromium.ts';
import { run } from './run-program.ts';
import { runDesktop } from './start/desktop.ts';
import { absoluteStore } from './start/stores.ts';

const { web, host, port, open, readOnly, secretsFile, ...given } = startOptionsOrExit();
const from = process.env.INIT_CWD ?? process.cwd();
const stores = given.stores.map((store) => absoluteStore(store, from));
const kept = secretsFile === null ? [] : ['--secrets-file', resolve(from, secretsFile)];
const common = [...(readOnly ? ['--read-only'] : []), '--', ...stores];

if (!web) {
  const outcome = await runDesktop(common);
  if (outcome.kind === 'ended') process.exit(outcome.code);
  console.error(`${outcome.why} The app is served to a browser instead.`);
}

const browser = process.env.AGENTFLOW_SESSIONS_BROWSER ?? (open ? findChromium() : null);
await run(
  [
    [
      'dist/node/web.js',
      '--host',
      host,
      '--port',
      String(port),
      ...(open ? [] : ['--no-open']),
      ...kept,
      ...common,
    ],
  ],
  browser === null ? {} : { AGENTFLOW_SESSIONS_BROWSER: browser },
);
