import {
  fromIni,
  fromNodeProviderChain,
  fromProcess,
  fromSSO,
  fromTemporaryCredentials,
  fromWebToken,
} from '@aws-sdk/credential-providers';
import { assertNever, StoreError } from '#shared/errors.ts';
import type { RoleSource, S3Location } from '#shared/model/s3-location.ts';
import { isAmazon } from '#storage/s3/endpoint.ts';
import type { Identity } from '#storage/s3/renewing.ts';
import type { ConnectionHandler } from '../network/request-handler.ts';
import type { S3Keys } from './keys.ts';
import { webTokenIn } from './web-token.ts';

/** What credentials are found with. */
export interface ProviderParts {
  readonly keys: S3Keys | undefined;
  /** Asks for the code of a device for multi-factor authentication. */
  readonly mfaCode: (serial: string) => Promise<string>;
  /** How the services that give out credentials are reached. */
  readonly requestHandler: ConnectionHandler;
}

/** They tell the console what nobody reads there. */
const quiet = { debug() {}, info() {}, warn() {}, error() {}, trace() {} };

/**
 * Files are read anew each time: signing in again changes them while the app runs. The metadata service of a cloud
 * machine answers at once or never, and is asked by the default chain alone, or where a profile says so.
 */
const always = { ignoreCache: true, timeout: 1000, maxRetries: 0, logger: quiet };

/** Finds the credentials of a location once, by the SDK's own provider for their kind. */
export async function findBySdk(location: S3Location, parts: ProviderParts): Promise<Identity> {
  const { credentials } = location;
  const { requestHandler } = parts;
  const clientConfig = { requestHandler };
  const region = stsRegion(location);
  switch (credentials.kind) {
    case 'anonymous':
      throw new StoreError('INVALID', 'A public bucket wants no credentials.');
    case 'keys':
      return keysIn(parts);
    case 'environment':
      return keysOfEnvironment();
    case 'default':
    case 'profile':
      return fromSource(credentials, location, parts)();
    case 'process':
      return fromProcess({ ...always, profile: credentials.profile })();
    case 'sso': {
      const { startUrl, ssoRegion, accountId, roleName } = credentials;
      const sso = { ssoStartUrl: startUrl, ssoRegion, ssoAccountId: accountId, ssoRoleName: roleName };
      return fromSSO({ ...always, ...sso, clientConfig })();
    }
    case 'web-identity': {
      const { tokenFile, roleArn, sessionName } = credentials;
      return fromWebToken({
        ...always,
        webIdentityToken: await webTokenIn(tokenFile),
        roleArn,
        ...(sessionName === '' ? {} : { roleSessionName: sessionName }),
        clientConfig: { ...clientConfig, region, ...stsEndpoint(location) },
      })();
    }
    case 'role': {
      const { roleArn, sessionName, externalId, mfaSerial } = credentials;
      return fromTemporaryCredentials({
        masterCredentials: fromSource(credentials.source, location, parts),
        mfaCodeProvider: parts.mfaCode,
        params: {
          RoleArn: roleArn,
          ...(sessionName === '' ? {} : { RoleSessionName: sessionName }),
          ...(externalId === '' ? {} : { ExternalId: externalId }),
          ...(mfaSerial === '' ? {} : { SerialNumber: mfaSerial }),
        },
        logger: quiet,
        clientConfig: { ...clientConfig, region, ...stsEndpoint(location) },
      })();
    }
    default:
      return assertNever(credentials);
  }
}

function fromSource(source: RoleSource, location: S3Location, parts: ProviderParts): () => Promise<Identity> {
  if (source.kind === 'keys') return async () => keysIn(parts);
  const shared = {
    ...always,
    mfaCodeProvider: parts.mfaCode,
    clientConfig: { requestHandler: parts.requestHandler },
    parentClientConfig: { region: stsRegion(location), requestHandler: parts.requestHandler },
  };
  return source.kind === 'profile'
    ? fromIni({ ...shared, profile: source.profile })
    : fromNodeProviderChain(shared);
}

function keysIn({ keys }: ProviderParts): Identity {
  if (!keys)
    throw new StoreError('SIGN_IN', 'This store wants keys. Enter the access key and the secret key.');
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

function keysOfEnvironment(): Identity {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  const message = 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are not set where the app was started.';
  throw new StoreError('SIGN_IN', message);
}

/** Servers that are not Amazon's name regions as they like. */
function stsRegion({ endpoint, region }: S3Location): string {
  return isAmazon(endpoint ?? undefined) && region !== '' ? region : 'us-east-1';
}

/**
 * MinIO, Ceph and others give out credentials of roles themselves, at the address of their buckets; Amazon's know
 * nothing of them. The SDK's own variable says otherwise.
 */
function stsEndpoint({ endpoint }: S3Location): { endpoint?: string } {
  const elsewhere = process.env.AWS_ENDPOINT_URL_STS ?? process.env.AWS_ENDPOINT_URL;
  return endpoint === null || isAmazon(endpoint) || elsewhere ? {} : { endpoint };
}
