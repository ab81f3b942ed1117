import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '#services/index.ts';
import { inAction } from '#services/meter/actions.ts';
import type { Timeline } from '#shared/model/history.ts';
import { type S3TestServer, startS3Server } from '../s3-server.ts';
import { openStore } from '../support/home.ts';
import { Random } from '../support/random.ts';
import { tooMany } from './bounds.ts';
import { calm, Fates, mixed, type Plan } from './fates.ts';
import { type Passed, startFaultProxy } from './fault-proxy.ts';
import { bucket, type Ground, storageOf } from './ground.ts';
import { hashOf, Journal } from './journal.ts';
import { judge, type Outcome, outcomeOf } from './judge.ts';
import { type Desk, nextOperation } from './operations.ts';
import { keyOf } from './requests.ts';
import type { Tally } from './tally.ts';

/** In milliseconds: longer than any operation may take. */
const patience = 60_000;

/** Lets one person work on one bucket through the faults of a seed, and looks after each step what is there. */
export async function campaign(services: Services, ground: Ground, tally: Tally): Promise<void> {
  const server = await startS3Server();
  server.conditions = ground.conditions;
  server.createBucket(bucket);
  if (ground.keeps === 'versions') server.keepVersions(bucket);
  const run = new Run(services, ground, server, tally);
  const proxy = await startFaultProxy(server.endpoint, run);
  const left = new Set<string>();
  const store = await openStore(services, storageOf(server, proxy, ground, left));
  await run.steps(store, proxy.passed);
  await run.lookForLost(store);
  run.lookForParts(left);
  await services.stores.forget(store);
  await proxy.close();
  await server.close();
}

/** The steps of one campaign, and what is found out about them. */
class Run {
  readonly #services: Services;
  readonly #ground: Ground;
  readonly #server: S3TestServer;
  readonly #tally: Tally;
  readonly #fates: Fates;
  readonly #random: Random;
  readonly #intruder: Random;
  readonly #journal: Journal;
  /** What the requests of the step say that they are for; null where nothing is to happen to any. */
  #action: string | null = null;

  constructor(services: Services, ground: Ground, server: S3TestServer, tally: Tally) {
    const { seed, conditions, keeps } = ground;
    this.#services = services;
    this.#ground = ground;
    this.#server = server;
    this.#tally = tally;
    this.#fates = new Fates(seed);
    this.#random = new Random(seed);
    this.#intruder = new Random(mixed(seed, 'intruder'));
    const checks = conditions === 'honoured' || conditions === 'unquoted';
    this.#journal = new Journal(!checks && keeps === 'nothing');
    server.onChange((change) => this.#journal.note(change));
  }

  /** Nothing happens to what the app does by itself: when that is depends on the machine. */
  planFor(name: string, action: string): Plan {
    return action === this.#action ? this.#fates.next(name) : calm;
  }

  /** Somebody else writes to what a request is about, or deletes it. */
  intrude(name: string, when: 'before' | 'after'): void {
    this.#tally.intrusions += 1;
    this.#journal.theirs(when, () => {
      if (this.#intruder.chance(0.2)) this.#server.remove(bucket, keyOf(name));
      else this.#server.put(bucket, keyOf(name), `theirs ${this.#intruder.below(1e9)}\n`);
    });
  }

  async steps(store: string, passed: Passed[]): Promise<void> {
    const desk = this.#deskOf(store);
    for (let step = 0; step < this.#ground.operations; step++) {
      passed.length = 0;
      this.#fates.begin(step);
      this.#journal.begin(step);
      this.#action = `step ${step}`;
      await this.#take(step, desk, passed);
    }
    this.#action = null;
  }

  async #take(step: number, desk: Desk, allPassed: readonly Passed[]): Promise<void> {
    const action = `step ${step}`;
    const operation = nextOperation(desk);
    const began = performance.now();
    const outcome = await Promise.race([inAction(action, () => outcomeOf(operation)), hang()]);
    const milliseconds = performance.now() - began;
    const passed = allPassed.filter((one) => one.action === action);
    const changes = this.#journal.since();
    const truth = { changes, passed, stored: (key: string) => this.#stored(key) };
    this.#tally.add(operation.kind, outcome, { passed, milliseconds });
    const made = this.#journal.inStep();
    const wrong = judge(operation, outcome, truth) ?? tooMany(operation.kind, passed, made);
    if (wrong === null) return;
    const requests = passed.map(({ name, fate, intrusion, status, isMissed }) =>
      [name, JSON.stringify(fate), intrusion, status, isMissed && 'missed'].filter(Boolean).join(' '),
    );
    const said = outcome.kind === 'refused' ? [`${outcome.error.code}: ${outcome.error.message}`] : [];
    this.#report(`step ${step}: ${operation.kind}: ${[wrong, ...said, ...requests].join('\n  ')}`);
  }

  #report(wrong: string): void {
    const { seed, conditions, keeps, isKnown } = this.#ground;
    const ground = `seed ${seed}, ${conditions}${isKnown ? ' (known)' : ''}, keeps ${keeps}`;
    this.#tally.violations.push(`${ground}, ${wrong}`);
  }

  /** Everything that was replaced has to be in the history still, and what nobody could see at least in the bucket. */
  async lookForLost(store: string): Promise<void> {
    await this.#services.keeper.noted();
    this.#tally.unseen += this.#journal.unseen;
    for (const what of this.#journal.stolen) this.#report(`it took away ${what}, which is somebody else’s`);
    for (const [key, wanted] of this.#journal.wanted) {
      const { versions, problem } = await this.#timeline(store, key);
      if (problem !== null) this.#report(`the history of ${key} cannot be read: ${problem}`);
      const home = new Set(versions.filter(({ kept }) => kept === 'home').map(({ hash }) => hash));
      const stored = this.#stored(key);
      const inBucket = this.#server.versions(bucket, key).map(({ bytes }) => bytes);
      const anywhere = new Set([...inBucket, stored].map((bytes) => bytes && hashOf(bytes)));
      const lost = [...wanted].filter(
        ([hash, where]) =>
          !home.has(hash) && !(where === 'anywhere' ? anywhere.has(hash) : stored && hashOf(stored) === hash),
      );
      if (lost.length > 0) this.#report(`${lost.length} of ${wanted.size} texts of ${key} are lost`);
    }
  }

  /** The history of a file; a busy machine may need more than one try. */
  async #timeline(store: string, key: string): Promise<Timeline> {
    const page = { cursor: null, limit: 100_000 };
    for (let tries = 1; ; tries++) {
      const timeline = await this.#services.history.timeline(store, key, page, {});
      if (timeline.problem === null || tries === 3) return timeline;
    }
  }

  /** An upload that came to nothing has to be gone with its parts, or to be told of. */
  lookForParts(told: ReadonlySet<string>): void {
    for (const [id, { key, parts }] of this.#server.uploads) {
      if (told.has(id) || (parts.size === 0 && told.has(key))) continue;
      this.#report(`an upload of ${key} is left, with ${parts.size} parts`);
    }
  }

  #deskOf(store: string): Desk {
    const server = this.#server;
    return {
      services: this.#services,
      store,
      random: this.#random,
      stored: (key) => this.#stored(key),
      keys: () => server.keys(bucket),
      versions: (key) => server.versions(bucket, key),
      had: (key, state) => this.#journal.had(key, state),
      intrude: (key, text) => this.#journal.theirs(null, () => server.put(bucket, key, text)),
      acknowledgeGone: (key) => this.#journal.acknowledgeGone(key),
      keep: (key, text) => this.#journal.want(key, Buffer.from(text), 'history'),
    };
  }

  #stored(key: string): Buffer | null {
    return this.#server.get(bucket, key)?.body ?? null;
  }
}

async function hang(): Promise<Outcome> {
  await sleep(patience, undefined, { ref: false });
  return { kind: 'hang' };
}
