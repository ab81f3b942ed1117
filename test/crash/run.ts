/**
 * `npm run test:crash -- [--kills N] [--seed S] [--each K] [--jobs J] [--progress FILE]`: kills the app N times, K times
 * a seed, J seeds at once. The seeds count up from S, which is drawn at random where none is given. With a file for
 * its progress, a run that was stopped goes on where it was.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Counts, runSeed } from './driver/seed.ts';
import { bundleHost } from './host/bundle.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string' },
    each: { type: 'string', default: '50' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    progress: { type: 'string' },
  },
});

/** What was done so far. */
interface Progress {
  first: number;
  each: number;
  seconds: number;
  done: Record<string, Counts>;
  failed: Record<string, string>;
}

function begin(): Progress {
  if (values.progress && existsSync(values.progress))
    return JSON.parse(readFileSync(values.progress, 'utf8'));
  const first = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
  return {
    first,
    each: Math.min(Number(values.each), Number(values.kills)),
    seconds: 0,
    done: {},
    failed: {},
  };
}

function note(seed: number): void {
  progress.seconds = before + Math.round(performance.now() / 1000);
  if (values.progress) writeFileSync(values.progress, JSON.stringify(progress));
  process.stdout.write(`Seed ${seed} is done. So far: ${sum()}\n`);
}

function sum(): string {
  const total = new Map<string, number>();
  for (const counts of Object.values(progress.done)) {
    for (const [name, count] of Object.entries(counts)) total.set(name, (total.get(name) ?? 0) + count);
  }
  const parts = [...total].map(([name, count]) => `${count} ${name}`);
  return [...parts, `${Object.keys(progress.failed).length} failures`, `${progress.seconds} s`].join(', ');
}

const progress = begin();
const before = progress.seconds;
const { first, each, done, failed } = progress;
const seeds = Array.from({ length: Math.ceil(Number(values.kills) / each) }, (_, n) => first + n).filter(
  (seed) => !(seed in done) && !(seed in failed),
);
const bundle = await bundleHost();

async function work(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    try {
      done[seed] = await runSeed(seed, each, bundle);
    } catch (error) {
      failed[seed] = error instanceof Error ? error.message : String(error);
      process.stderr.write(`\n${failed[seed]}\n\n`);
    }
    note(seed);
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, work));
await bundle.remove();
const lost = Object.keys(failed).length > 0;
process.stdout.write(`${lost ? 'There were failures' : 'Nothing was lost'}: ${sum()}.\n`);
process.exitCode = lost ? 1 : 0;
