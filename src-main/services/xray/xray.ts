import { type XrayEvent, type XrayOffer, type XrayStepName, xraySteps } from '#shared/contract/xray.ts';
import { isStoreError } from '#shared/errors.ts';
import { joinKey } from '#shared/format/keys.ts';
import { xrayTitles } from '#shared/s3/xray-titles.ts';
import type { CallOptions } from '#storage/backend.ts';
import { newProbeKey } from '#storage/s3/probe.ts';
import { failureOf } from './failure.ts';
import { type Finding, type Step, skipped } from './finding.ts';
import { clockStep } from './steps/clock.ts';
import { connectionStep } from './steps/connection.ts';
import { credentialsStep } from './steps/credentials.ts';
import { identityStep } from './steps/identity.ts';
import { listStep } from './steps/list.ts';
import { nameStep } from './steps/name.ts';
import { readStep } from './steps/read.ts';
import { sessionsStep } from './steps/sessions.ts';
import { told } from './told.ts';
import { Trial, type TrialInput } from './trial.ts';
import { tryWriting } from './writing.ts';

const lookingSteps: readonly Step[] = [
  nameStep,
  connectionStep,
  clockStep,
  credentialsStep,
  identityStep,
  listStep,
  readStep,
  sessionsStep,
];

export interface XrayOptions extends CallOptions {
  /** The first step to run; those before it are taken as passed. */
  readonly from?: XrayStepName | undefined;
  /** Consent to write this key, which an earlier run offered. */
  readonly probe?: string | undefined;
}

/**
 * Tries a location step by step, without opening it. A step is told when it begins and when it ends; one that needs
 * a failed one is not tried. Tells then what could be written to learn more; writes it only with consent.
 */
export async function* xray(
  input: TrialInput,
  { from, probe, ...options }: XrayOptions,
): AsyncGenerator<XrayEvent> {
  const trial = new Trial(input, options);
  const first = from === undefined ? 0 : xraySteps.indexOf(from);
  try {
    const failed = yield* look(
      lookingSteps.filter(({ name }) => xraySteps.indexOf(name) >= first),
      trial,
    );
    if (failed.has('connection') || failed.has('credentials')) return;
    if (probe !== undefined) yield* tryWriting(probe, trial);
    // What cannot be listed cannot be opened, so that nothing would be saved there.
    const isSeen = first <= xraySteps.indexOf('sessions') && !failed.has('sessions');
    if (probe === undefined && isSeen && trial.root !== null) yield offerAt(trial.root, trial);
  } finally {
    await trial.close();
  }
}

/** Runs steps that only look; returns those that failed, or were not tried for it. */
async function* look(steps: readonly Step[], trial: Trial): AsyncGenerator<XrayEvent, Set<XrayStepName>> {
  const failed = new Set<XrayStepName>();
  for (const step of steps) {
    const missing = step.needs.find((name) => failed.has(name));
    if (missing) {
      failed.add(step.name);
      yield told(step.name, skipped(`Not reached. It needs “${xrayTitles[missing]}” above.`), null);
      continue;
    }
    yield told(step.name, { outcome: 'running', message: '' }, null);
    const start = performance.now();
    const finding = await outcomeOf(step, trial);
    if (finding.outcome === 'failed') failed.add(step.name);
    const took = finding.outcome === 'skipped' ? null : Math.round(performance.now() - start);
    yield told(step.name, finding, took);
  }
  return failed;
}

async function outcomeOf(step: Step, trial: Trial): Promise<Finding> {
  try {
    return await step.run(trial);
  } catch (error) {
    if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
    return failureOf(error, trial);
  }
}

/** A name that nobody else uses, where saves go. */
function offerAt(root: string, { location: { bucket, prefix } }: Trial): XrayOffer {
  const key = joinKey(root, newProbeKey());
  return { kind: 'offer', key, address: `s3://${bucket}/${joinKey(prefix, key)}` };
}
