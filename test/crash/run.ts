/**
 * `npm run test:crash -- [--kills N] [--seed S] [--jobs J] [--each K]`: kills the app N times, K times a seed, J seeds
 * at once. The seeds count up from S, which is drawn at random where none is given.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Counts, runSeed } from './driver/seed.ts';
import { bundleHost } from './host/bundle.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    each: { type: 'string', default: '50' },
  },
});
const kills = Number(values.kills);
const each = Math.min(Number(values.each), kills);
const first = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
const seeds = Array.from({ length: Math.ceil(kills / each) }, (_, index) => first + index);
const total: Partial<Counts> = {};
const failures: string[] = [];
const began = performance.now();
const bundle = await bundleHost();

async function work(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    try {
      const counts = await runSeed(seed, each, bundle);
      for (const name of Object.keys(counts) as (keyof Counts)[])
        total[name] = (total[name] ?? 0) + counts[name];
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
      process.stderr.write(`\n${failures.at(-1)}\n`);
    }
    process.stdout.write(`${new Date().toISOString()} seed ${seed}: ${sum()}\n`);
  }
}

function sum(): string {
  const seconds = Math.round((performance.now() - began) / 1000);
  return `${Object.entries(total)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')}; ${failures.length} seeds failed; ${seconds} s`;
}

await Promise.all(Array.from({ length: Number(values.jobs) }, work));
await bundle.remove();
process.stdout.write(`${failures.length === 0 ? 'Nothing was lost' : 'There were losses'}: ${sum()}.\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
