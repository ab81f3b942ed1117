import { isStoreError, type StoreError } from '#shared/errors.ts';
import type { Operation } from '#shared/model/guarantee.ts';
import type { CallOptions, Guard } from '../backend.ts';
import type { Guards } from './guards.ts';
import { Probe, type ProbeResult, type ProbeStep, probeSteps } from './probe.ts';
import { ProbeObject } from './probe-object.ts';
import { deadlines, type Reach } from './reach.ts';

/**
 * Runs a probe step by step. What follows on a step that failed is skipped; what was written is removed anyway. Of one
 * that is stopped the removal is told, too, before it rejects `CANCELLED`.
 */
export async function* probing(
  reach: Reach,
  guards: Guards,
  key: string,
  { signal }: CallOptions,
): AsyncGenerator<ProbeResult> {
  const target = reach.target(key);
  const object = new ProbeObject(reach.client, target);
  const probe = new Probe(object, guards);
  let hasFailed = false;
  let stopped: StoreError | null = null;
  let isTidied = false;
  const tidy = () => {
    isTidied = true;
    // Also after it was stopped.
    const remove = (until: AbortSignal) => object.remove(until);
    return tidied(key, () => reach.call('delete', target.uri, undefined, remove));
  };
  try {
    for (const step of probeSteps) {
      if (step === 'removal') continue;
      if (hasFailed) {
        yield result(step, 'skipped', 'Not tried.');
        continue;
      }
      const action = step === 'delete' ? 'delete' : 'save';
      const run = (until: AbortSignal) => probe.run(step, until);
      const tried = await failing(reach.call(action, target.uri, signal, run, deadlines.facts));
      if (tried?.code === 'CANCELLED') {
        stopped = tried;
        hasFailed = true;
        yield result(step, 'skipped', 'Stopped.');
        continue;
      }
      // Uploads in parts can be refused where all else works.
      hasFailed = tried !== null && step !== 'upload';
      yield tried ? failed(step, tried) : found(step, guards.all(true));
    }
    yield await tidy();
    if (stopped) throw stopped;
  } finally {
    if (!isTidied) await tidy();
  }
}

async function tidied(key: string, remove: () => Promise<'nothing' | 'versions'>): Promise<ProbeResult> {
  try {
    if ((await remove()) === 'nothing') return result('removal', 'removed', `“${key}” is removed again.`);
    const why = 'The bucket keeps versions, and these credentials may not remove any for good';
    return result('removal', 'kept', `“${key}” is deleted. ${why}: its old versions stay.`);
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return failed('removal', error, ` “${key}” may still be there.`);
  }
}

/** What a step failed with. */
async function failing(trying: Promise<void>): Promise<StoreError | null> {
  try {
    await trying;
    return null;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return error;
  }
}

function found(step: Exclude<ProbeStep, 'removal'>, guards: Record<Operation, Guard>): ProbeResult {
  const seen = Probe.operations(step).map((operation) => guards[operation]);
  const weak = seen.find(({ level }) => level !== 'atomic');
  const { ground } = weak ?? seen[0] ?? { ground: 'untried' };
  return result(step, weak ? 'unguarded' : 'guarded', sentences[ground]);
}

const sentences: Record<Guard['ground'], string> = {
  'built-in': 'A stale change is refused.',
  documented: 'A stale change is refused.',
  quoted: 'A stale change is refused.',
  unquoted: 'A stale change is refused, with the ETag unquoted.',
  racing: 'A stale change is refused, but of several at once more than one went through.',
  ignored: 'The server ignores conditions: a stale change went through.',
  refused: 'The server does not take conditions (501).',
  untried: 'The server refuses fresh and stale changes alike.',
};

function result(step: ProbeStep, outcome: ProbeResult['outcome'], message: string): ProbeResult {
  return { step, outcome, message, error: null };
}

function failed(step: ProbeStep, error: StoreError, more = ''): ProbeResult {
  return { step, outcome: 'failed', message: `${error.message}${more}`, error };
}
