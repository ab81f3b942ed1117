import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Conditions } from '../s3-server/conditions.ts';
import { temporaryServices } from '../support/home.ts';
import { campaign, type Tally } from './campaign.ts';

/** How many operations; `npm run test:faults -- --operations N` makes it more, `--seed S` draws others. */
const operations = Number(process.env.FAULTS_OPERATIONS ?? 500);
const seed = Number(process.env.FAULTS_SEED ?? 1);
/** A file that the tallies are added to, as JSON by line. */
const log = process.env.FAULTS_LOG;

/** People who work at the same time, each on a server of their own. */
const people = 16;
const modes: readonly Conditions[] = ['honoured', 'ignored', 'refused', 'unquoted'];

test(
  `${operations} operations through faults of every kind lose nothing, and say what became of them (seed ${seed})`,
  async () => {
    const services = temporaryServices();
    const tallies = await Promise.all(
      Array.from({ length: people }, (_, n) =>
        campaign(services, {
          seed: seed * 1000 + n,
          operations: Math.ceil(operations / people),
          conditions: modes[n % modes.length] ?? 'honoured',
        }),
      ),
    );
    if (log) appendFileSync(log, tallies.map((tally) => `${JSON.stringify(tally)}\n`).join(''));
    expect(tallies.flatMap(({ violations }) => violations)).toEqual([]);
    const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
    expect(sum(({ operations }) => operations)).toBeGreaterThanOrEqual(operations);
    // The weather is such that much is done and much is refused.
    expect(sum(({ done }) => done)).toBeGreaterThan(operations / 8);
    expect(sum(({ refused }) => refused)).toBeGreaterThan(operations / 20);
    expect(sum(({ faults }) => faults)).toBeGreaterThan(operations / 8);
    // No request is tried more often than it should be, and no operation asks without end.
    expect(Math.max(...tallies.map(({ mostAttempts }) => mostAttempts))).toBeLessThanOrEqual(3);
    expect(Math.max(...tallies.map(({ mostRequests }) => mostRequests))).toBeLessThan(80);
  },
  Math.max(120_000, operations * 1000),
);
