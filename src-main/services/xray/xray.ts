import {
  type XrayEvent,
  type XrayOffer,
  type XrayStep,
  type XrayStepName,
  xraySteps,
} from '#shared/contract/xray.ts';
import { isStoreError } from '#shared/errors.ts';
import { joinKey } from '#shared/format/keys.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import { xrayTitles } from '#shared/s3/xray-titles.ts';
import type { CallOptions } from '#storage/backend.ts';
import { newProbeKey } from '#storage/s3/probe.ts';
import { failureOf } from './failure.ts';
import { type Finding, type Step, skipped } from './finding.ts';
import { clockStep } from './steps/clock.ts';
import { connectionStep } from './steps/connection.ts';
import { credentialsStep } from './steps/credentials.ts';
import { listStep } from './steps/list.ts';
import { nameStep } from './steps/name.ts';
import { readStep } from './steps/read.ts';
import { sessionsStep } from './steps/sessions.ts';

import { Trial, type TrialInput } from './trial.ts';

const lookingSteps: readonly Step[] = [
  nameStep,
  connectionStep,
  clockStep,
  credentialsStep,
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
 * a failed one is not tried. At last tells what could be written to learn more, and writes nothing itself.
 */
export async function* xray(input: TrialInput, { from, ...options }: XrayOptions): AsyncGenerator<XrayEvent> {
  const trial = new Trial(input, options);
  const failed = new Set<XrayStepName>();
  const first = from === undefined ? 0 : xraySteps.indexOf(from);
  try {
    for (const step of lookingSteps.filter(({ name }) => xraySteps.indexOf(name) >= first)) {
      const missing = step.needs.find((name) => failed.has(name));
      if (missing) {
        failed.add(step.name);
        yield told(step, skipped(`Not reached. It needs “${xrayTitles[missing]}” above.`), null);
        continue;
      }
      yield told(step, { outcome: 'running', message: '' }, null);
      const start = performance.now();
      const finding = await outcomeOf(step, trial);
      if (finding.outcome === 'failed') failed.add(step.name);
      const took = finding.outcome === 'skipped' ? null : Math.round(performance.now() - start);
      yield told(step, finding, took);
    }
    if (!failed.has('connection') && !failed.has('credentials')) yield offerFor(input.location);
  } finally {
    await trial.close();
  }
}

async function outcomeOf(step: Step, trial: Trial): Promise<Finding> {
  try {
    return await step.run(trial);
  } catch (error) {
    if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
    return failureOf(error, trial);
  }
}

function told({ name }: Step, finding: Finding, milliseconds: number | null): XrayStep {
  return { kind: 'step', step: name, subject: null, raw: null, mends: [], ...finding, milliseconds };
}

/** A name that nobody else uses, where saves go. */
function offerFor({ bucket, prefix }: S3Location): XrayOffer {
  const key = newProbeKey();
  return { kind: 'offer', key, address: `s3://${bucket}/${joinKey(prefix, key)}` };
}
