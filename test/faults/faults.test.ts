import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Conditions } from '../s3-server/conditions.ts';
import { temporaryServices } from '../support/home.ts';
import { Random } from '../support/random.ts';
import { campaign } from './campaign.ts';
import type { Ground } from './ground.ts';
import { Tally } from './tally.ts';

/** How many operations; `npm run test:faults -- --operations N` makes it more, `--seed S` draws others. */
const operations = Number(process.env.FAULTS_OPERATIONS ?? 500);
const seed = Number(process.env.FAULTS_SEED ?? 1);
/** A file that the tallies are added to, as JSON by line. */
const log = process.env.FAULTS_LOG;

/** People who work at the same time, each on a server of their own. */
const people = 32;
/** After so many operations, a person goes on in another bucket. */
const inOneBucket = 40;
const modes: readonly Conditions[] = ['honoured', 'ignored', 'refused', 'unquoted'];

/** Where a person works, one after the other. Two people in a row find everything that there is. */
function groundsOf(person: number): Ground[] {
  const each = Math.ceil(operations / people);
  const phases = Math.ceil(each / inOneBucket);
  const random = new Random(seed * 1000 + person);
  return Array.from({ length: phases }, (_, phase) => {
    const drawn = person + phase * 3;
    return {
      seed: (seed * 1000 + person) * 1000 + phase,
      operations: Math.ceil(each / phases),
      conditions: modes[drawn % modes.length] ?? 'honoured',
      keeps: Math.floor(drawn / modes.length) % 2 === 0 ? 'nothing' : 'versions',
      isKnown: modes[drawn % modes.length] === 'honoured' && random.chance(0.5),
    };
  });
}

test(
  `${operations} operations through faults of every kind lose nothing, and say what became of them (seed ${seed})`,
  async () => {
    const services = temporaryServices();
    const tally = new Tally();
    await Promise.all(
      Array.from({ length: people }, async (_, person) => {
        for (const ground of groundsOf(person)) await campaign(services, ground, tally);
      }),
    );
    if (log) appendFileSync(log, `${JSON.stringify(tally)}\n`);
    expect(tally.violations).toEqual([]);
    expect(tally.operations).toBeGreaterThanOrEqual(operations);
    // The weather is such that much is done and much is refused.
    expect(tally.done).toBeGreaterThan(operations / 8);
    expect(tally.refused).toBeGreaterThan(operations / 20);
    expect(tally.faults).toBeGreaterThan(operations / 8);
    expect(tally.intrusions).toBeGreaterThan(operations / 40);
  },
  Math.max(120_000, operations * 1000),
);
