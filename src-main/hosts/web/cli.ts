import '../threads.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pagesFrom } from '#rpc/pages.ts';
import { defaultHomePath } from '#services/app/home.ts';
import { createServices } from '#services/index.ts';
import { openFromCommandLine } from '#services/stores/command-line.ts';
import { threadsAreStuck } from '#workers/ending.ts';
import { createWebHost } from './host.ts';
import { openInBrowser } from './open-browser.ts';
import { startOptionsOrExit } from './options.ts';
import { openSecretsFile } from './secrets-file.ts';
import { serveWeb } from './server.ts';

/** In milliseconds: how long to wait for the stores of the command line. */
const patience = 2000;

/** In milliseconds: how long windows may take to write down what was typed last. */
const flushing = 2000;

/** The built renderer lies beside the built main bundle. */
function rendererFolder(): string {
  const built = join(import.meta.dirname, '..', 'renderer');
  return existsSync(built) ? built : join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer');
}

async function main(): Promise<void> {
  const options = startOptionsOrExit();
  const { secretsFile } = options;
  const host = createWebHost(secretsFile === null ? undefined : await openSecretsFile(secretsFile));
  const services = createServices(defaultHomePath(), host.secrets, host.systemProxy);
  const { log } = services;
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'Something failed unexpectedly'));
  const server = await serveWeb(services, host, { ...options, pages: pagesFrom(rendererFolder()) });
  const stop = async (signal: string) => {
    log.info({ host: host.kind, signal }, 'Stopping');
    await services.drafts.windows.flush(flushing);
    await server.close();
    await services.close();
    if (threadsAreStuck()) process.kill(process.pid, 'SIGKILL');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void stop(signal));
  const opening = openFromCommandLine(services, options).then((problems) => {
    for (const problem of problems) console.error(problem);
  });
  // Folders are there in no time; who is slow to answer comes later, in a row that says so.
  await Promise.race([opening, setTimeout(patience)]);
  log.info({ host: host.kind }, 'Started');
  console.log(`Ready: ${server.url}`);
  void services.tidy();
  if (options.open) await openInBrowser(server.url, services.home.path);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
