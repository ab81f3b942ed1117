import { isStoreError, StoreError } from '#shared/errors.ts';
import type { Operation } from '#shared/model/guarantee.ts';
import { type ConditionHeaders, nothingObserved, type Observed } from './conditions.ts';
import { isLost, statusOf } from './errors.ts';
import type { Guards } from './guards.ts';
import type { ProbeObject } from './probe-object.ts';

/**
 * What a probe tries, in this order: each condition with a fresh and with a stale version, in one piece and (`upload`)
 * in parts; at the end it removes what it wrote.
 */
export const probeSteps = ['create', 'replace', 'upload', 'delete', 'removal'] as const;

export type ProbeStep = (typeof probeSteps)[number];

/** What came of one step of a probe. */
export interface ProbeResult {
  readonly step: ProbeStep;
  /**
   * `guarded`: the server let the fresh change through and refused the stale one. `unguarded`: it let the stale one
   * through, or takes no conditions. `removed`: nothing is left of the probe; `kept`: the bucket keeps versions of it.
   * `failed`: see `error`. `skipped`: it could not be tried after what failed before.
   */
  readonly outcome: 'guarded' | 'unguarded' | 'removed' | 'kept' | 'failed' | 'skipped';
  /** What was seen, in a sentence or two. */
  readonly message: string;
  /** Of `failed`: `cause` has the server's own name of it and the status. */
  readonly error: StoreError | null;
}

/** Where a probe writes: a key of its own where sessions lie, to be named before it is agreed to. */
export function newProbeKey(): string {
  return `sessions/agentflow-sessions-test-${crypto.randomUUID()}`;
}

/** So many changes are sent at once, of which one may go through. */
const racers = 4;

type Form = Observed['form'];
type Try = (headers: ConditionHeaders) => Promise<unknown>;

/** Tries the conditions of each operation on one object, and notes what was seen. */
export class Probe {
  readonly #object: ProbeObject;
  readonly #guards: Guards;

  constructor(object: ProbeObject, guards: Guards) {
    this.#object = object;
    this.#guards = guards;
  }

  /** The operations that a step is about. */
  static operations(step: Exclude<ProbeStep, 'removal'>): readonly Operation[] {
    return step === 'upload' ? ['create-large', 'replace-large'] : [step];
  }

  async run(step: Exclude<ProbeStep, 'removal'>, signal: AbortSignal): Promise<void> {
    const object = this.#object;
    if (step === 'create') await this.#create((headers) => object.put(headers, signal));
    else if (step === 'replace') await this.#replace(signal);
    else if (step === 'upload') await this.#upload(signal);
    else await this.#delete(signal);
  }

  /** Several at once where there is none, and one more where there is one. */
  async #create(put: Try): Promise<void> {
    const outcomes = await race(put, { IfNoneMatch: '*' });
    if (outcomes.includes('unknown')) return this.#refused('create', put);
    const passed = outcomes.filter((outcome) => outcome === 'passed').length;
    const again = await outcomeOf(put({ IfNoneMatch: '*' }));
    this.#note('create', 'quoted', {
      passedFresh: passed > 0,
      refusedStale: again === 'stale',
      passedStale: again === 'passed',
      passedSeveral: passed > 1,
      raced: true,
    });
  }

  async #replace(signal: AbortSignal): Promise<void> {
    const object = this.#object;
    const put: Try = (headers) => object.put(headers, signal);
    await this.#freshFirst('replace', put, signal);
    const writer = this.#guards.of('replace');
    if (writer.guard.level !== 'atomic') return;
    const now = inForm(await object.etag(signal), writer.observed.form);
    const outcomes = await race(put, { IfMatch: now });
    const passed = outcomes.filter((outcome) => outcome === 'passed').length;
    writer.observe({ passedSeveral: passed > 1, raced: true });
  }

  async #upload(signal: AbortSignal): Promise<void> {
    const object = this.#object;
    const upload: Try = (headers) => object.upload(headers, signal);
    await this.#freshFirst('replace-large', upload, signal);
    const again = await outcomeOf(upload({ IfNoneMatch: '*' }));
    if (again === 'unknown') return this.#refused('create-large', upload);
    try {
      await object.delete({}, signal);
    } catch (error) {
      // Without a place that is free it stays untried.
      if (statusOf(error) === 403) return;
      throw error;
    }
    const fresh = await outcomeOf(upload({ IfNoneMatch: '*' }));
    this.#note('create-large', 'quoted', {
      passedFresh: fresh === 'passed',
      refusedStale: again === 'stale',
      passedStale: again === 'passed',
    });
  }

  async #delete(signal: AbortSignal): Promise<void> {
    const object = this.#object;
    const remove: Try = (headers) => object.delete(headers, signal);
    await object.put({}, signal);
    const old = await object.etag(signal);
    await object.put({}, signal);
    const now = await object.etag(signal);
    for (const form of ['quoted', 'unquoted'] as const) {
      const stale = await outcomeOf(remove({ IfMatch: inForm(old, form) }));
      if (stale === 'unknown') return this.#refused('delete', remove);
      if (stale === 'passed') return this.#note('delete', form, { passedStale: true });
      const fresh = await outcomeOf(remove({ IfMatch: inForm(now, form) }));
      if (fresh === 'passed') return this.#note('delete', form, { passedFresh: true, refusedStale: true });
    }
    this.#note('delete', 'quoted', { refusedStale: true });
  }

  /** Tries a change with the version that is there, and again with the one that it took the place of. */
  async #freshFirst(operation: Operation, change: Try, signal: AbortSignal): Promise<void> {
    const now = await this.#object.etag(signal);
    for (const form of ['quoted', 'unquoted'] as const) {
      const fresh = await outcomeOf(change({ IfMatch: inForm(now, form) }));
      if (fresh === 'unknown') return this.#refused(operation, change);
      // It may want the ETag bare.
      if (fresh === 'stale') continue;
      const again = await outcomeOf(change({ IfMatch: inForm(now, form) }));
      const seen = { passedFresh: true, refusedStale: again === 'stale', passedStale: again === 'passed' };
      return this.#note(operation, form, seen);
    }
    // Swift refuses every version with 412 where parts are put together.
    if (operation === 'replace-large') return this.#refused(operation, change);
    this.#note(operation, 'quoted', { refusedStale: true });
  }

  /** Conditions are not taken at all: it must still work without. */
  async #refused(operation: Operation, change: Try): Promise<void> {
    await change({});
    this.#note(operation, 'none', {});
  }

  #note(operation: Operation, form: Form, seen: Partial<Observed>): void {
    this.#guards.of(operation).observe({ ...nothingObserved, form, ...seen });
  }
}

/**
 * What comes of several at once. Who loses may be answered 500, and 412 when it is sent again: it has not passed. Where
 * nobody wins, that says nothing about conditions.
 */
async function race(change: Try, headers: ConditionHeaders): Promise<Outcome[]> {
  const racer = () =>
    outcomeOf(change(headers)).catch((error: unknown) => {
      if (statusOf(error) >= 500 || isStoreError(error, 'BUSY')) return 'stale' as const;
      throw error;
    });
  const outcomes = await Promise.all(Array.from({ length: racers }, racer));
  if (outcomes.every((outcome) => outcome === 'stale')) {
    throw new StoreError('BUSY', 'The server let none of several changes through. Try again.');
  }
  return outcomes;
}

type Outcome = 'passed' | 'stale' | 'unknown';

/** `unknown`: the server does not know how to (501). Rejects with everything that says nothing about conditions. */
async function outcomeOf(change: Promise<unknown>): Promise<Outcome> {
  try {
    await change;
    return 'passed';
  } catch (error) {
    const status = statusOf(error);
    if (status === 501) return 'unknown';
    if (status !== 412 && status !== 409) throw error;
    // It may be our own change that is in the way.
    if (isLost(error)) throw new StoreError('BUSY', 'An answer of the server got lost. Try again.');
    return 'stale';
  }
}

function inForm(etag: string, form: Form): string {
  return form === 'quoted' ? `"${etag}"` : etag;
}
