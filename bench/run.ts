import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { bucketSuite } from './suites/bucket.ts';
import { historySuite } from './suites/history.ts';
import { listingSuite } from './suites/listing.ts';
import { liveSuite } from './suites/live.ts';
import { windowSuite } from './suites/window.ts';
import type { Figure } from './support/figure.ts';

const suites = {
  listing: listingSuite,
  window: windowSuite,
  bucket: bucketSuite,
  history: historySuite,
  live: liveSuite,
};

/** Runs all suites, or the ones that are named; prints a table and writes JSON beside it. */
async function main(names: string[]): Promise<void> {
  const figures: Figure[] = [];
  for (const [name, suite] of Object.entries(suites)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.error(`Measuring ${name}…`);
    figures.push(...(await suite()));
  }
  const rows = figures.map(({ what, value, unit, bar }) => ({
    what,
    measured: `${round(value)} ${unit}`,
    bar: bar === undefined ? '' : `≤ ${bar} ${unit}`,
    kept: bar === undefined ? '' : value <= bar ? 'yes' : 'NO',
  }));
  console.table(rows);
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memory: totalmem(),
    node: process.version,
  };
  const file = join(folder, `${at.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine, figures }, null, 2)}\n`);
  console.error(`Written to ${file}`);
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}

await main(process.argv.slice(2));
