import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../support/random.ts';
import type { Bundle } from '../host/bundle.ts';
import { Life } from './life.ts';
import { linkAgain, writeOutside } from './outside.ts';
import { Loss, World } from './world.ts';

/** What a seed has gone through. */
export type Counts = World['counts'];

/**
 * Kills the app so many times, in random moments of a random life, over one store and one home of their own, and
 * looks after each time whether all is there. Every third seed has two apps at once. Rejects with what was lost.
 */
export async function runSeed(seed: number, kills: number, bundle: Bundle): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), `crash-${seed}-`));
  const places = {
    store: join(folder, 'store'),
    home: join(folder, 'home'),
    outside: join(folder, 'outside'),
  };
  for (const place of Object.values(places)) mkdirSync(place);
  const apps = seed % 3 === 0 ? 2 : 1;
  const world = new World(new Random(seed), places, apps);
  for (const file of world.files) writeOutside(world, file);
  linkAgain(world);
  try {
    let killedAt = 0;
    while (world.counts.kills < kills) {
      killedAt = await new Life(world, bundle, killedAt).live(apps);
      for (let left = world.random.below(3); left > 0; left--) {
        writeOutside(world, world.random.pick(world.files));
      }
    }
    await new Life(world, bundle, killedAt).liveToTheEnd();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    return world.counts;
  } catch (error) {
    const where = `Seed ${seed}, kill ${world.counts.kills}. Store and home are left in ${folder}.`;
    const again = `Again: npm run test:crash -- --seed ${seed} --kills ${world.counts.kills}`;
    const what =
      error instanceof Loss
        ? error.message
        : world.loss(String(error instanceof Error ? error.stack : error)).message;
    throw new Error(`${where}\n${again}\n\n${what}`, { cause: error });
  }
}
