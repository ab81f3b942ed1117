import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { checkDrafts, checkFiles, checkHistory, checkSwept } from '../crash/driver/checks.ts';
import { Host } from '../crash/driver/host.ts';
import { Person } from '../crash/driver/person.ts';
import { World } from '../crash/driver/world.ts';
import { bundleHost } from '../crash/host/bundle.ts';
import { temporaryFolder } from '../support/home.ts';
import { Random } from '../support/random.ts';
import { raceTimeout, seconds } from './race.ts';

it.skipIf(process.platform === 'win32')(
  'two apps with two windows each, on one store and one home, take nothing from each other',
  async () => {
    const bundle = await bundleHost();
    onTestFinished(() => bundle.remove());
    const folder = temporaryFolder();
    const [store, home, outside] = ['store', 'home', 'outside'].map((name) => join(folder, name));
    if (!store || !home || !outside) throw new Error('There are three folders.');
    for (const place of [store, home, outside]) mkdirSync(place);
    const world = new World(new Random(Math.floor(Math.random() * 1e9)), { store, home, outside }, 2);
    const start = async (name: string) => {
      const host = await Host.start(name, { bundle, home, store });
      if (!host) throw new Error(`${name} did not start.`);
      onTestFinished(() => host.kill());
      return host;
    };

    const apps = [await start('one'), await start('other')];
    const people = apps.flatMap((host) => [new Person(world, host), new Person(world, host)]);
    for (const person of people) await person.attend();
    const until = performance.now() + 1000 * seconds;
    await Promise.all(
      people.map(async (person) => {
        while (performance.now() < until || world.counts.saves < 10) await person.act();
      }),
    );
    for (const app of apps) app.kill('SIGTERM');
    await Promise.race([
      Promise.all(apps.map(({ ended }) => ended)),
      sleep(15_000, undefined, { ref: false }),
    ]);
    expect(apps.map(({ isAlive }) => isAlive)).toEqual([false, false]);

    checkSwept(world, new Set());
    checkFiles(world);
    const last = await start('last');
    await checkDrafts(world, last);
    await checkHistory(world, last, Date.now(), true);
  },
  raceTimeout,
);
