import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { isAmazon, parseEndpoint } from './endpoint.ts';
import { refuseForeignAnswers } from './genuine.ts';
import { metered, type OnRequest } from './metering.ts';
import { type CredentialSource, renewRefused } from './renewing.ts';
import { followChanges } from './sending.ts';

export interface ClientOptions {
  /** URL of the server; Amazon's own for the region if left out. */
  endpoint?: string | undefined;
  /** `us-east-1` if left out. */
  region?: string | undefined;
  /** Bucket in the path instead of the host name. True if left out and the endpoint is not Amazon's. */
  pathStyle?: boolean | undefined;
  /**
   * Keys, a function that finds them, or what renews them; `anonymous` signs nothing. The SDK's default chain if left
   * out.
   */
  credentials?: S3ClientConfig['credentials'] | CredentialSource | 'anonymous' | undefined;
  /** Called for each request that is tried, retries included. */
  onRequest?: OnRequest | undefined;
  /** Called with the server's time, in ms, by each of its answers that tells it. */
  onDate?: ((time: number) => void) | undefined;
  /** Called with what the server calls itself, by each of its answers that tells it. */
  onServer?: ((name: string) => void) | undefined;
  /** Milliseconds until a connection must stand; 5,000 if left out. */
  connectTimeout?: number | undefined;
  /** Milliseconds without a byte in either direction until a request is given up; 15,000 if left out. */
  idleTimeout?: number | undefined;
  /** How often a request is tried when the network or the server fails; 3 if left out. */
  maxAttempts?: number | undefined;
  /** Whether uploads carry checksums beyond what S3 asks for; with Amazon alone if left out. */
  checksums?: 'always' | 'when-required' | undefined;
  /** Amazon's addresses that also answer over IPv6. */
  dualStack?: boolean | undefined;
  /** Sends the requests, in place of one made here with the times above; closed with the storage. */
  requestHandler?: S3ClientConfig['requestHandler'];
}

/** A client that keeps to what S3 servers other than Amazon's understand, unless it talks to Amazon's. */
export function createClient(options: ClientOptions): S3Client {
  const { endpoint, credentials, onRequest, onDate, onServer } = options;
  const amazon = isAmazon(endpoint);
  // Others answer 501 or 411 to checksums in trailers, or store them as content.
  const always = options.checksums === undefined ? amazon : options.checksums === 'always';
  const checksums = always ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  const client = new S3Client({
    region: options.region ?? 'us-east-1',
    ...(endpoint === undefined ? {} : { endpoint: parseEndpoint(endpoint).href }),
    // The SDK refuses it together with an address that is given.
    useDualstackEndpoint: endpoint === undefined && options.dualStack === true,
    // An access point says its own region.
    useArnRegion: true,
    ...signedWith(credentials),
    forcePathStyle: options.pathStyle ?? !amazon,
    ignoreConfiguredEndpointUrls: true,
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    // The SDK would send such requests by connections of its own making, past a proxy.
    expectContinueHeader: false,
    // Slows down while the server says that it is asked too much.
    retryMode: 'adaptive',
    maxAttempts: options.maxAttempts ?? 3,
    requestHandler: options.requestHandler ?? {
      connectionTimeout: options.connectTimeout ?? 5_000,
      socketTimeout: options.idleTimeout ?? 15_000,
    },
  });
  refuseForeignAnswers(client, ({ date, server }) => {
    const time = Date.parse(date ?? '');
    if (!Number.isNaN(time)) onDate?.(time);
    if (server !== undefined) onServer?.(server);
  });
  followChanges(client);
  if (onRequest) client.config.requestHandler = metered(client.config.requestHandler, onRequest);
  if (isSource(credentials)) renewRefused(client, credentials);
  return client;
}

function signedWith(
  credentials: ClientOptions['credentials'],
): Pick<S3ClientConfig, 'credentials' | 'signer'> {
  if (credentials === undefined) return {};
  if (credentials === 'anonymous') return unsigned;
  if (!isSource(credentials)) return { credentials };
  // It keeps what it has found; the SDK would keep that longer.
  return { credentials: Object.assign(() => credentials.current(), { memoized: true }) };
}

function isSource(credentials: ClientOptions['credentials']): credentials is CredentialSource {
  return typeof credentials === 'object' && 'refused' in credentials;
}

/** The SDK looks for credentials before it asks the signer, so there must be some. */
const unsigned: Pick<S3ClientConfig, 'credentials' | 'signer'> = {
  credentials: { accessKeyId: '', secretAccessKey: '' },
  signer: { sign: async (request) => request },
};
