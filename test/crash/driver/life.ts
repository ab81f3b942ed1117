import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bundle } from '../host/bundle.ts';
import { checkDrafts, checkFiles, checkHistory, checkSwept } from './checks.ts';
import { Died, Host, isRefusal } from './host.ts';
import { chooseKill, describeKill, type Kill, killInTime, startOptions } from './kill.ts';
import { linkAgain, writeOutside } from './outside.ts';
import { Person } from './person.ts';
import type { World } from './world.ts';

/** How many things a person does at once. */
const hands = 3;

/** One life of one or two apps on the same home and store: started, looked at, used, killed. */
export class Life {
  readonly #world: World;
  readonly #bundle: Bundle;
  /** When the life before ended, by the machine's clock. */
  readonly #killedAt: number;

  constructor(world: World, bundle: Bundle, killedAt: number) {
    this.#world = world;
    this.#bundle = bundle;
    this.#killedAt = killedAt;
  }

  /** Resolves with the time at which the last of the apps was dead. */
  async live(apps: number): Promise<number> {
    const { counts } = this.#world;
    counts.lives += 1;
    const kills = Array.from({ length: apps }, () => chooseKill(this.#world));
    const hosts: Host[] = [];
    try {
      for (const [index, kill] of kills.entries()) {
        const host = await this.#start(`app ${counts.lives}${'ab'[index]}`, kill);
        counts.kills += 1;
        if (host) hosts.push(host);
      }
      await this.#lookAndUse(hosts, kills);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    } finally {
      for (const host of hosts) host.kill();
      await Promise.all(hosts.map(({ ended }) => ended));
    }
    this.#world.step('all apps are dead');
    return Date.now();
  }

  /** A life that is not cut short: everything is looked at in full, and the app is told to end. */
  async liveToTheEnd(): Promise<void> {
    const host = await this.#start('the last app', null);
    if (!host) throw this.#world.loss('The app does not start any more.');
    try {
      await this.#look(host, [host], true);
      host.kill('SIGTERM');
      await Promise.race([host.ended, sleep(10_000, undefined, { ref: false })]);
      if (host.isAlive) throw this.#world.loss('The app does not end when it is told to.');
    } finally {
      host.kill();
    }
    checkSwept(this.#world, new Set());
  }

  async #start(name: string, kill: Kill | null): Promise<Host | null> {
    const { home, store } = this.#world;
    this.#world.step(`${name} starts${kill ? `, to be killed ${describeKill(kill)}` : ''}`);
    return Host.start(name, { bundle: this.#bundle, home, store, ...(kill && startOptions(kill)) });
  }

  async #lookAndUse(hosts: readonly Host[], kills: readonly Kill[]): Promise<void> {
    const [first] = hosts;
    if (!first) return;
    await this.#look(first, hosts, false);
    const world = this.#world;
    linkAgain(world);
    const people = hosts.map((host) => ({ host, person: new Person(world, host) }));
    for (const { person } of people) await person.attend();
    const deaths = hosts.map((host, index) =>
      killInTime(world, host, kills[index] ?? { how: 'time', after: 0 }),
    );
    await Promise.all([
      ...deaths,
      ...people.flatMap(({ host, person }) => Array.from({ length: hands }, () => this.#use(host, person))),
      ...people.map(({ person }) => this.#takeUp(person)),
      this.#writeOutside(hosts),
    ]);
  }

  /** Looks whether all is there, after a save, which clears away what the life before has left. */
  async #look(host: Host, hosts: readonly Host[], thorough: boolean): Promise<void> {
    const world = this.#world;
    await save(host, 'swept.md', `Life ${world.counts.lives}`);
    checkSwept(world, new Set(hosts.map(({ pid }) => pid)));
    checkFiles(world);
    await checkDrafts(world, host);
    await checkHistory(world, host, this.#killedAt, thorough);
    world.step('all was there');
  }

  async #use(host: Host, person: Person): Promise<void> {
    await untilDeath(async () => {
      while (host.isAlive) await person.act();
    });
  }

  async #takeUp(person: Person): Promise<void> {
    const { drafts, random } = this.#world;
    await untilDeath(async () => {
      for (const draft of [...drafts.values()]) if (random.chance(0.3)) await person.takeUp(draft);
    });
  }

  async #writeOutside(hosts: readonly Host[]): Promise<void> {
    const { random, files } = this.#world;
    while (hosts.some(({ isAlive }) => isAlive)) {
      writeOutside(this.#world, random.pick(files));
      await sleep(random.below(25));
    }
  }
}

async function untilDeath(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}

/** Saves a file of no account, whatever is there. */
async function save(host: Host, key: string, text: string): Promise<void> {
  const { store } = host;
  const version = await host
    .call((client) => client.documents.open({ store, key }))
    .then((document) => document.version)
    .catch((error: unknown) => {
      if (isRefusal(error) && error.code === 'NOT_FOUND') return null;
      throw error;
    });
  await host.call((client) =>
    client.documents.save({ store, key, base: version, text, saveId: randomUUID() }),
  );
}
