import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { StoreError } from '#shared/errors.ts';
import type { CredentialKind, S3Location } from '#shared/model/s3-location.ts';
import type { CallOptions } from '#storage/backend.ts';
import { orCancelled } from '#storage/cancelling.ts';
import { cancelled } from '#storage/failures.ts';
import { optionsFromEnv } from '#storage/s3/environment.ts';
import { S3Storage, type S3StorageOptions } from '#storage/s3/s3-storage.ts';
import { type RequestHandlers, requestHandlerFor } from '../network/request-handler.ts';

/** Static keys, as a form submits them. */
export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/**
 * A storage for a location. Nothing is requested yet, and credentials are looked for at the first request.
 * Throws `SIGN_IN` where keys are missing, `INVALID` for an endpoint that is not a web address.
 */
export function connectS3(
  location: S3Location,
  keys: S3Keys | undefined,
  onRequest?: S3StorageOptions['onRequest'],
  requestHandlers: RequestHandlers = requestHandlerFor,
): S3Storage {
  const { bucket, prefix, endpoint, region, pathStyle, checksums, network } = location;
  return new S3Storage({
    bucket,
    prefix,
    endpoint: endpoint ?? undefined,
    region: region || undefined,
    pathStyle,
    checksums: checksums === 'usual' ? undefined : checksums,
    dualStack: network.dualStack,
    requestHandler: requestHandlers(network),
    credentials: credentialsFor(location, keys),
    onRequest,
  });
}

/** Files are read anew for each connection: signing in again changes them while the app runs. */
const fresh = { ignoreCache: true };

/** How the credentials of a location are found, for the SDK. */
export function credentialsFor(
  { credentials }: S3Location,
  keys: S3Keys | undefined,
): NonNullable<S3StorageOptions['credentials']> {
  switch (credentials.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'keys':
      if (keys) return staticKeys(keys);
      throw new StoreError('SIGN_IN', 'This store wants keys. Enter the access key and the secret key.');
    case 'environment': {
      const found = optionsFromEnv(process.env).credentials;
      if (found) return found;
      const message = 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are not set where the app was started.';
      throw new StoreError('SIGN_IN', message);
    }
    case 'profile':
      return fromIni({ ...fresh, profile: credentials.profile });
    case 'default':
      return fromNodeProviderChain(fresh);
    case 'process':
    case 'role':
    case 'sso':
    case 'web-identity':
      throw new StoreError('UNSUPPORTED', 'This way to sign in is not there yet.');
  }
}

function staticKeys({ accessKeyId, secretAccessKey, sessionToken }: S3Keys) {
  const keys = { accessKeyId, secretAccessKey };
  return sessionToken === undefined ? keys : { ...keys, sessionToken };
}

/**
 * Looks for the credentials of a location as its first request would; answers in a sentence where they come
 * from. Rejects `SIGN_IN` where there are none, `TIMEOUT` where a helper program does not answer.
 */
export async function findCredentials(
  location: S3Location,
  keys: S3Keys | undefined,
  { signal }: CallOptions,
): Promise<string> {
  const provider = credentialsFor(location, keys);
  const timeout = AbortSignal.timeout(15_000);
  try {
    if (typeof provider === 'function') {
      await orCancelled(provider(), signal ? AbortSignal.any([signal, timeout]) : timeout, location.bucket);
    }
  } catch (error) {
    if (signal?.aborted) throw cancelled(location.bucket);
    if (timeout.aborted) {
      throw new StoreError(
        'TIMEOUT',
        'The search for credentials took too long. Choose another way to sign in.',
      );
    }
    const { credentials } = location;
    const from = credentials.kind === 'profile' ? `profile “${credentials.profile}”` : 'the usual AWS places';
    const cause = error instanceof Error ? error.name : undefined;
    throw new StoreError(
      'SIGN_IN',
      `No usable credentials were found in ${from}. Sign in (for SSO: aws sso login), or choose another way.`,
      { cause },
    );
  }
  return foundMessages[location.credentials.kind];
}

const foundMessages: Record<CredentialKind, string> = {
  anonymous: 'None are used.',
  keys: 'The keys that were entered are used.',
  environment: 'Found in S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.',
  profile: 'Found by the profile.',
  default: 'Found in the usual AWS places.',
  process: 'Found by the program of the profile.',
  role: 'The role was assumed.',
  sso: 'Found by single sign-on.',
  'web-identity': 'The role was assumed.',
};

/** Names of the profiles in the shared AWS config files, sorted; none where there are no files. */
export async function listProfiles(): Promise<string[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = [...Object.keys(configFile), ...Object.keys(credentialsFile)];
  // `sso-session.x` and `services.x` are sections of other kinds.
  const profiles = names.filter((name) => !/^(sso-session|services)\./.test(name));
  return [...new Set(profiles)].sort();
}
