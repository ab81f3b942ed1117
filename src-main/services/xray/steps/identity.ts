import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { StoreError } from '#shared/errors.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import { cancelled } from '#storage/failures.ts';
import { isAmazon } from '#storage/s3/endpoint.ts';
import { toConnectionError } from '#storage/s3/store-errors.ts';
import { failureOf, rawOf } from '../failure.ts';
import { type Finding, passed, type Step, skipped } from '../finding.ts';
import type { Trial } from '../trial.ts';

/** Asks whose credentials they are. Nobody needs a permission for that. */
export const identityStep: Step = { name: 'identity', needs: ['credentials'], run: identify };

async function identify(trial: Trial): Promise<Finding> {
  const { location, session, options } = trial;
  if (!session) return skipped('Requests are not signed.');
  if (!isTold(location)) return skipped('Only Amazon tells whose credentials they are.');
  const { region } = location;
  const client = new STSClient({
    // Another server's region may be anything.
    region: /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? region : 'us-east-1',
    credentials: () => session.current(),
    requestHandler: session.services.handler,
    maxAttempts: 2,
  });
  try {
    const { Arn: arn = '' } = await client.send(new GetCallerIdentityCommand(), {
      ...(options.signal && { abortSignal: options.signal }),
    });
    trial.principal = arn;
    return passed('', arn);
  } catch (error) {
    if (options.signal?.aborted) throw cancelled('sts');
    const failure = toConnectionError(error, `sts in ${region}`);
    if (failure.code === 'SIGN_IN') return failureOf(failure, { location });
    return unknown(failure);
  }
}

/** Other servers give out the credentials of their roles themselves, and Amazon knows nothing of those. */
function isTold({ endpoint, credentials: { kind } }: S3Location): boolean {
  return isAmazon(endpoint ?? undefined) || kind === 'sso';
}

/** Networks may let S3 through and nothing else; the bucket can be looked at all the same. */
function unknown(failure: StoreError): Finding {
  return {
    outcome: 'warned',
    message: `It could not be asked for, which the bucket does not need: ${failure.message}`,
    raw: rawOf(failure),
  };
}
