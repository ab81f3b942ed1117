import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '#services/index.ts';
import { isStoreError, type StoreError } from '#shared/errors.ts';
import { S3Storage } from '#storage/index.ts';
import type { Conditions } from '../s3-server/conditions.ts';
import { type S3TestServer, startS3Server } from '../s3-server.ts';
import { openStore } from '../support/home.ts';
import { Random } from '../support/random.ts';
import { Fates } from './fates.ts';
import { type Passed, startFaultProxy } from './fault-proxy.ts';
import { type Desk, nextOperation, type Operation } from './operations.ts';

/** Requests tried by the SDK at most, for each that is asked of it. */
const attempts = 3;
/** In milliseconds without a byte; then a request is given up. */
const idle = 600;
/** In milliseconds: longer than any call may take by its own deadline. */
const patience = 60_000;
/** What came of a number of operations. */
export interface Tally {
  readonly operations: number;
  readonly done: number;
  readonly refused: number;
  /** Refused, and said that it may have been done all the same. */
  readonly uncertain: number;
  readonly requests: number;
  /** To how many of them something happened. */
  readonly faults: number;
  /** The most tries of one request, and the most requests of one operation. */
  readonly mostAttempts: number;
  readonly mostRequests: number;
  /** In ms. */
  readonly longest: number;
  /** What must not be, in words; none. */
  readonly violations: readonly string[];
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const same = (a: Buffer | null, b: Buffer | null) => (a === null || b === null ? a === b : a.equals(b));

/** Lets one person work on one bucket through the faults of a seed, and looks after each step what is there. */
export async function campaign(
  services: Services,
  { seed, operations, conditions }: { seed: number; operations: number; conditions: Conditions },
): Promise<Tally> {
  const server = await startS3Server();
  const fates = new Fates(seed);
  const proxy = await startFaultProxy(server.endpoint, (name) => fates.next(name));
  server.conditions = conditions;
  server.createBucket('memory');
  const { accessKeyId, secretAccessKey } = server;
  /** Uploads of which it was said that their parts could not be removed. */
  const left = new Set<string>();
  const storage = new S3Storage({
    bucket: 'memory',
    endpoint: proxy.endpoint,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: attempts,
    connectTimeout: idle,
    idleTimeout: idle,
    uploads: {
      begun: async () => {},
      unanswered: () => {},
      ended: async ({ id }) => void left.delete(id),
      left: ({ id }) => void left.add(id),
      orphans: async () => [],
    },
  });
  const store = await openStore(services, storage);
  const run = new Run(services, store, server, new Random(seed));
  for (let step = 0; step < operations; step++) {
    // What goes on beside it, such as looking after edits, is counted where it happens.
    proxy.passed.length = 0;
    fates.begin(step);
    await run.step(`seed ${seed}, step ${step}, ${conditions}`, proxy.passed);
    run.count(proxy.passed);
  }
  fates.calm();
  await run.lookForLost(`seed ${seed}, ${conditions}`);
  run.lookForParts(`seed ${seed}, ${conditions}`, left);
  await services.stores.forget(store);
  await proxy.close();
  await server.close();
  return run.tally;
}

/** A refusal that leaves open what is certain: that nothing was done, since nothing was sent. */
function overcautious(outcome: Outcome, passed: readonly Passed[]): string | null {
  if (outcome.kind !== 'refused' || !outcome.error.data.mayBeDone || passed.some(isChange)) return null;
  return `it may have been done, as it is said, and was not even sent: ${outcome.error.message}`;
}

/** Whether an object appears, changes or goes by a request. */
function isChange({ name }: Passed): boolean {
  const query = name.split('?')[1] ?? '';
  const isOfUpload = /uploadId|uploads/.test(query);
  return name.startsWith('POST ') ? query.includes('uploadId') : /^(PUT|DELETE) /.test(name) && !isOfUpload;
}

/** The steps of one campaign, and what is found out about them. */
class Run {
  readonly tally = {
    operations: 0,
    done: 0,
    refused: 0,
    uncertain: 0,
    requests: 0,
    faults: 0,
    mostAttempts: 0,
    mostRequests: 0,
    longest: 0,
    violations: [] as string[],
  };
  readonly #services: Services;
  readonly #store: string;
  readonly #server: S3TestServer;
  readonly #desk: Desk;
  /** Of the file that is worked on: what was there when it began, or what somebody else has put there since. */
  #before: Buffer | null = null;
  /** By key, hashes of what was replaced or deleted here. */
  readonly #replaced = new Map<string, Set<string>>();

  constructor(services: Services, store: string, server: S3TestServer, random: Random) {
    this.#services = services;
    this.#store = store;
    this.#server = server;
    this.#desk = {
      services,
      store,
      random,
      stored: (key) => this.#stored(key),
      keys: () => server.keys('memory'),
      intrude: (key, text) => {
        server.put('memory', key, text);
        this.#before = Buffer.from(text);
      },
      acknowledged: (key) => this.#noteReplaced(key),
    };
  }

  async step(place: string, passed: readonly Passed[]): Promise<void> {
    const operation = nextOperation(this.#desk);
    const { name, key } = operation;
    this.#before = key === null ? null : this.#stored(key);
    const began = performance.now();
    const outcome = await Promise.race([outcomeOf(operation), hang()]);
    this.tally.operations += 1;
    this.tally.longest = Math.max(this.tally.longest, Math.round(performance.now() - began));
    const wrong = this.#judge(operation, outcome) ?? overcautious(outcome, passed);
    if (wrong === null) return;
    const requests = passed.map(({ name, fate }) => `${name} ${JSON.stringify(fate)}`);
    this.tally.violations.push([`${place}: ${name} ${key ?? ''}: ${wrong}`, ...requests].join('\n  '));
  }

  /** What is wrong with an outcome; null if nothing is. */
  #judge({ key, leaves }: Operation, outcome: Outcome): string | null {
    if (outcome.kind === 'hang') return 'it hangs';
    if (outcome.kind === 'defect') return outcome.words;
    this.tally[outcome.kind] += 1;
    if (key === null) return null;
    const before = this.#before;
    const after = this.#noteReplaced(key);
    if (outcome.kind === 'done')
      return same(after, outcome.expected) ? null : 'said to be done, and is not so';
    const { code, message, data } = outcome.error;
    if (same(before, after)) return null;
    if (leaves && !leaves.some((state) => same(state, after))) return 'it leaves what nobody has written';
    if (!data.mayBeDone) return `done, and refused with ${code}: ${message}`;
    this.tally.uncertain += 1;
    return null;
  }

  count(passed: readonly Passed[]): void {
    const tries = new Map<string, number>();
    for (const { invocation } of passed) tries.set(invocation, (tries.get(invocation) ?? 0) + 1);
    this.tally.requests += passed.length;
    this.tally.faults += passed.filter(({ fate }) => fate.kind !== 'pass').length;
    this.tally.mostAttempts = Math.max(this.tally.mostAttempts, ...tries.values());
    this.tally.mostRequests = Math.max(this.tally.mostRequests, passed.length);
  }

  /** Everything that was replaced has to be in the history still. */
  async lookForLost(place: string): Promise<void> {
    await this.#services.keeper.noted();
    for (const [key, hashes] of this.#replaced) {
      const page = { cursor: null, limit: 100_000 };
      const { versions } = await this.#services.history.timeline(this.#store, key, page, {});
      const kept = new Set(versions.filter(({ kept }) => kept !== 'no').map(({ hash }) => hash));
      const stored = this.#stored(key);
      if (stored) kept.add(hashOf(stored));
      const lost = [...hashes].filter((hash) => !kept.has(hash)).length;
      if (lost > 0)
        this.tally.violations.push(`${place}: ${lost} of ${hashes.size} texts of ${key} are lost`);
    }
  }

  /** Parts of an upload that came to nothing have to be gone, or to be told of. */
  lookForParts(place: string, told: ReadonlySet<string>): void {
    for (const [id, { key, parts }] of this.#server.uploads) {
      if (parts.size === 0 || told.has(id)) continue;
      this.tally.violations.push(`${place}: ${parts.size} parts of an upload of ${key} are left`);
    }
  }

  /** What is there now; what was there before has to be found later. */
  #noteReplaced(key: string): Buffer | null {
    const [before, after] = [this.#before, this.#stored(key)];
    if (before !== null && !same(before, after)) {
      this.#replaced.set(key, (this.#replaced.get(key) ?? new Set()).add(hashOf(before)));
    }
    this.#before = after;
    return after;
  }

  #stored(key: string): Buffer | null {
    return this.#server.get('memory', key)?.body ?? null;
  }
}

type Outcome =
  | { readonly kind: 'done'; readonly expected: Buffer | null }
  | { readonly kind: 'refused'; readonly error: StoreError }
  | { readonly kind: 'defect'; readonly words: string }
  | { readonly kind: 'hang' };

async function outcomeOf(operation: Operation): Promise<Outcome> {
  try {
    return { kind: 'done', expected: await operation.run() };
  } catch (error) {
    if (isStoreError(error)) return { kind: 'refused', error };
    return { kind: 'defect', words: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function hang(): Promise<Outcome> {
  await sleep(patience, undefined, { ref: false });
  return { kind: 'hang' };
}
