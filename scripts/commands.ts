/** The commands behind `npm run …`, under the pinned Node. See `run.mjs` for how they are entered. */
import { parseArgs } from 'node:util';
import { build, buildIfStale } from './build.ts';
import { findOrInstallChromium } from './chromium.ts';
import { run } from './run-program.ts';

const vitest = 'node_modules/vitest/vitest.mjs';
const playwright = 'node_modules/@playwright/test/cli.js';

/** Types and lint. */
function check(): Promise<void> {
  return run([
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.renderer.json'],
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.e2e.json'],
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.preload.json'],
    ['node_modules/@biomejs/biome/bin/biome', 'ci', '.'],
  ]);
}

async function endToEnd(args: string[]): Promise<void> {
  const chromium = findOrInstallChromium();
  await buildIfStale();
  await run([[playwright, 'test', '-c', 'e2e/playwright.config.ts', ...args]], { CHROMIUM_PATH: chromium });
}

const commands: Record<string, (args: string[]) => Promise<void>> = {
  check,
  build,
  async start(args) {
    await buildIfStale();
    await run([['scripts/start.ts', ...args]]);
  },
  async test() {
    await check();
    await buildIfStale();
    await run([[vitest, 'run', '-c', 'vitest.config.ts']]);
    await endToEnd([]);
  },
  'test:unit': (args) => run([[vitest, 'run', '-c', 'vitest.config.ts', ...args]]),
  'test:storage': (args) =>
    run([[vitest, 'run', '-c', 'vitest.config.ts', 'test/storage', 'test/workers', ...args]]),
  'test:e2e': endToEnd,
  'test:bytes': (args) => {
    const { values } = parseArgs({ args, options: { files: { type: 'string' }, seed: { type: 'string' } } });
    process.env.BYTES_FILES = values.files ?? '1000';
    process.env.BYTES_SEED = values.seed ?? '1';
    return endToEnd(['e2e/bytes.spec.ts']);
  },
  async 'test:electron'(args) {
    await buildIfStale();
    await run([[playwright, 'test', '-c', 'e2e/electron/electron.config.ts', ...args]]);
  },
  'test:crash': (args) => run([['test/crash/run.ts', ...args]]),
  async 'test:race'(args) {
    const { values } = parseArgs({ args, options: { seconds: { type: 'string', default: '30' } } });
    await run([[vitest, 'run', '-c', 'vitest.config.ts', 'test/race']], { RACE_SECONDS: values.seconds });
  },
  async 'test:faults'(args) {
    const { values } = parseArgs({
      args,
      options: {
        operations: { type: 'string', default: '10000' },
        seed: { type: 'string', default: '1' },
        log: { type: 'string', default: '' },
      },
    });
    await run([[vitest, 'run', '-c', 'vitest.config.ts', 'test/faults']], {
      FAULTS_OPERATIONS: values.operations,
      FAULTS_SEED: values.seed,
      FAULTS_LOG: values.log,
    });
  },
  async bench(args) {
    const chromium = findOrInstallChromium();
    await buildIfStale();
    await run([['bench/run.ts', ...args]], { CHROMIUM_PATH: chromium });
  },
  async screenshots(args) {
    const chromium = findOrInstallChromium();
    await buildIfStale();
    const programs = ['main', 'failures', 'xray'].map((name) => [`scripts/screenshots/${name}.ts`, ...args]);
    await run(programs, { CHROMIUM_PATH: chromium });
  },
  dev: (args) => run([['scripts/dev.ts', ...args]]),
  async package(args) {
    await build();
    await run([['node_modules/electron-builder/out/cli/cli.js', ...args]]);
  },
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`Unknown command “${name}”. There are: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
await command(args);
