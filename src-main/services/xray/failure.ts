import type { StoreError } from '#shared/errors.ts';
import type { Mend, Statement } from '#shared/model/mend.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import type { Finding } from './finding.ts';
import type { Trial } from './trial.ts';

/** A failure in words, with what mends it; `missing` is the right that the step needs. */
export function failureOf(error: StoreError, { location }: Trial, missing?: Statement): Finding {
  return {
    outcome: 'failed',
    message: error.message,
    subject: null,
    raw: error.data.cause ?? null,
    mends: mendsOf(error, location, missing),
  };
}

function mendsOf(error: StoreError, location: S3Location, missing: Statement | undefined): Mend[] {
  const { cause = '', region, denial } = error.data;
  if (region !== undefined) return regionMends(region, location);
  if (/NoSuchBucket|InvalidBucketName/.test(cause)) {
    const why =
      'Check the name, and who it belongs to: buckets of another account or server are not found here.';
    return [{ kind: 'set', field: 'bucket', value: null, why }];
  }
  if (error.code === 'SIGN_IN') return signInMends(cause, location);
  if (error.code !== 'FORBIDDEN' || !missing) return [];
  const principal = denial?.principal ?? null;
  if (denial?.explicit) {
    const why = `A ${denial.policy ?? 'policy'} policy denies ${denial.action} outright. No further permission helps: whoever runs the account has to change it.`;
    return [{ kind: 'text', why }];
  }
  const why = 'Whoever gives out the rights has to allow this. It is the least that works.';
  return [{ kind: 'policy', why, statement: missing, principal }];
}

/** An endpoint of one region cannot give buckets of another. */
function regionMends(right: string, { endpoint, region }: S3Location): Mend[] {
  const mends: Mend[] = [
    { kind: 'set', field: 'region', value: right, why: `The server says that the bucket is in ${right}.` },
  ];
  if (endpoint === null || region === '' || !endpoint.includes(region)) return mends;
  const value = endpoint.replace(region, right);
  return [...mends, { kind: 'set', field: 'endpoint', value, why: 'The endpoint is of one region, too.' }];
}

function signInMends(cause: string, { credentials }: S3Location): Mend[] {
  if (credentials.kind === 'sso' || (credentials.kind === 'role' && credentials.source.kind !== 'keys')) {
    return [{ kind: 'sign-in', why: 'Sign in again.' }];
  }
  const expired = /Expired|TokenRefresh/.test(cause);
  if (credentials.kind === 'keys' || credentials.kind === 'role') {
    const why = expired ? 'Enter new keys, with their session token.' : 'Enter both keys again.';
    return [{ kind: 'set', field: 'credentials', value: null, why }];
  }
  if (credentials.kind === 'profile') {
    const why = `Renew what profile “${credentials.profile}” stands for, or choose another.`;
    return [{ kind: 'set', field: 'credentials', value: null, why }];
  }
  return [{ kind: 'set', field: 'credentials', value: null, why: 'Choose another way to sign in.' }];
}
