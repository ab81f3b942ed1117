import type { XrayStep } from '#shared/contract/xray.ts';
import { StoreError } from '#shared/errors.ts';
import type { Mend } from '#shared/model/mend.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import { newProbeKey, type ProbeResult, type ProbeStep, probeSteps } from '#storage/s3/probe.ts';
import { failureOf, type Missing } from './failure.ts';
import type { Finding } from './finding.ts';
import { objectsStatement } from './statements.ts';
import { told } from './told.ts';
import type { Trial } from './trial.ts';

/** What a probe is called that was offered by `newProbeKey`, below whatever root. */
const offered = new RegExp(
  `(^|/)${newProbeKey().replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, '')}[0-9a-f-]{36}$`,
);

/**
 * Tries what a save is worth here, on one object that is removed again. Throws `INVALID` for a key that was never
 * offered.
 */
export async function* tryWriting(key: string, trial: Trial): AsyncGenerator<XrayStep> {
  if (!offered.test(key) || key.split('/').includes('..')) {
    throw new StoreError('INVALID', `“${key}” is no name of a probe.`, { where: key });
  }
  yield running('create');
  let start = performance.now();
  for await (const result of trial.storage.probe(key, trial.options)) {
    const took = result.outcome === 'skipped' ? null : Math.round(performance.now() - start);
    yield told(result.step, findingOf(result, trial), took);
    const next = probeSteps[probeSteps.indexOf(result.step) + 1];
    if (next) yield running(next);
    start = performance.now();
  }
}

function running(step: ProbeStep): XrayStep {
  return told(step, { outcome: 'running', message: '' }, null);
}

const outcomes = {
  guarded: 'passed',
  removed: 'passed',
  unguarded: 'warned',
  kept: 'warned',
  failed: 'failed',
  skipped: 'skipped',
} as const satisfies Record<ProbeResult['outcome'], Finding['outcome']>;

function findingOf({ step, outcome, message, error }: ProbeResult, trial: Trial): Finding {
  if (error === null) return { outcome: outcomes[outcome], message };
  const { location, principal } = trial;
  const failure = failureOf(error, { location, missing: missingFor(step, message, location), principal });
  // What may have been left behind is said whatever the reason.
  const words = step === 'removal' ? { message } : {};
  return { ...failure, ...words, mends: [...checksumMends(error, location), ...(failure.mends ?? [])] };
}

/** The right that a step needs, and how to say that it is missing. */
function missingFor(step: ProbeStep, message: string, location: S3Location): Missing {
  const rights = (...actions: string[]) => objectsStatement(location, ...actions);
  switch (step) {
    case 'create':
      return {
        statement: rights('s3:PutObject'),
        words: 'These credentials may not write here. Nothing was written.',
      };
    case 'upload':
      return {
        statement: rights('s3:PutObject', 's3:AbortMultipartUpload'),
        words: 'These credentials may not upload in parts, as large files are.',
      };
    case 'delete':
      return { statement: rights('s3:DeleteObject'), words: 'These credentials may not delete here.' };
    case 'replace':
      return { statement: rights('s3:PutObject'), words: 'These credentials may not replace what is here.' };
    case 'removal':
      return { statement: rights('s3:DeleteObject'), words: message };
  }
}

/** How servers answer to checksums that they do not know, and to a text without one that they want. */
function checksumMends({ data: { cause = '' } }: StoreError, { endpoint, checksums }: S3Location): Mend[] {
  const foreign =
    /NotImplemented|MissingContentLength|XAmzContentSHA256Mismatch|InvalidArgument|\b(411|501)$/;
  const sent = checksums === 'always' || (checksums === 'usual' && endpoint === null);
  if (sent && foreign.test(cause)) {
    const why = 'This server does not take the checksums that were sent along.';
    return [{ kind: 'set', field: 'checksums', value: 'when-required', why }];
  }
  if (!sent && /InvalidRequest|InvalidDigest|BadDigest/.test(cause)) {
    const why = 'This server may want a checksum with each upload, as a bucket with Object Lock does.';
    return [{ kind: 'set', field: 'checksums', value: 'always', why }];
  }
  return [];
}
