/**
 * The app with hot reload, in a browser: Vite serves the page from its sources and passes calls and bytes on to
 * the web host, which runs from its sources too and starts again when one of them changes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ClientRequest } from 'node:http';
import { createServer as createNetServer } from 'node:net';
import { join, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer, type ProxyOptions } from 'vite';
import { startOptionsOrExit } from '../src-main/hosts/web/options.ts';
import { root } from './run-program.ts';
import { absoluteStore } from './start/stores.ts';

const options = startOptionsOrExit();
const from = process.env.INIT_CWD ?? process.cwd();
const stores = options.stores.map((store) => absoluteStore(store, from));

/** The policy of the page while developing. Vite's reloading needs what the built page never has: inline script. */
const relaxedPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self' ws:",
].join('; ');

/** A port that was free a moment ago, so that the web host can come back at the same place. */
async function freePort(): Promise<number> {
  const server = createNetServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

const backendPort = await freePort();
/** What the web host lets in; another one after each of its starts. */
let cookie = '';

function runBackend(): ChildProcess {
  const host = ['src-main/hosts/web/cli.ts', '--no-open', '--port', String(backendPort)];
  const { readOnly, secretsFile } = options;
  const kept = secretsFile === null ? [] : ['--secrets-file', resolve(from, secretsFile)];
  const args = [...host, ...(readOnly ? ['--read-only'] : []), ...kept, '--', ...stores];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface(child.stdout).on('line', (line) => {
    const url = /^Ready: (\S+)$/.exec(line)?.[1];
    if (url === undefined) console.error(line);
    else void admit(url);
  });
  return child;
}

/** Swaps the token of a fresh start for its cookie. */
async function admit(url: string): Promise<void> {
  const response = await fetch(url, { redirect: 'manual' });
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** On to the web host. It still checks Host and Origin; the token is brought for the page. */
const passOn: ProxyOptions = {
  target: `http://127.0.0.1:${backendPort}`,
  configure(proxy) {
    const bring = (request: ClientRequest) => request.setHeader('cookie', cookie);
    proxy.on('proxyReq', bring).on('proxyReqWs', bring);
  },
};

let backend = runBackend();
const server = await createServer({
  configFile: join(root, 'vite.config.ts'),
  server: {
    host: '127.0.0.1',
    port: options.port || 5173,
    open: options.open,
    headers: { 'content-security-policy': relaxedPolicy },
    fs: { allow: [root] },
    proxy: { '/blob': passOn, '/rpc': { ...passOn, ws: true } },
  },
});
await server.listen();
server.printUrls();

const watched = ['src-main', 'shared'].map((folder) => join(root, folder));
let restart: NodeJS.Timeout | undefined;
server.watcher.add(watched).on('change', (path) => {
  if (!watched.some((folder) => path.startsWith(folder + sep))) return;
  clearTimeout(restart);
  // Editors save several files at once.
  restart = setTimeout(async () => {
    backend.kill();
    if (backend.exitCode === null) await once(backend, 'exit');
    backend = runBackend();
  }, 200);
});

const stop = async () => {
  backend.kill();
  await server.close();
  process.exit(0);
};
process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
