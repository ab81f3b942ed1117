import type { ErrorCode } from '#shared/errors.ts';
import { sdkError, statusOf } from './errors.ts';
import { regionIn } from './region.ts';

/** Fits “Could not … s3://…”. */
export type Action = 'read' | 'look at' | 'list' | 'list the versions of' | 'save' | 'delete';

/** Whether an action changes what is stored. */
export function isChange(action: Action): boolean {
  return action === 'save' || action === 'delete';
}

/** What was being done, for the message. */
export interface Attempt {
  readonly action: Action;
  /** `s3://bucket/key`. */
  readonly where: string;
  readonly bucket: string;
  readonly region: string;
  readonly endpoint: string;
}

/** What an error means to the user. */
export interface Meaning {
  readonly code: ErrorCode;
  /** Why, and what to do next. */
  readonly why: (attempt: Attempt) => string;
  /** Of the bucket, where it is another than the one asked for. */
  readonly region?: string;
}

const signIn = (why: string): Meaning => ({ code: 'SIGN_IN', why: () => why });
const busy: Meaning = { code: 'BUSY', why: () => 'the server is busy. Try again in a moment.' };
const timeout: Meaning = {
  code: 'TIMEOUT',
  why: ({ endpoint }) => `${endpoint} did not answer in time. Try again, or check the network.`,
};
const unreachable = (reason: string): Meaning => ({
  code: 'UNREACHABLE',
  why: ({ endpoint }) => `${endpoint} cannot be reached: ${reason}. Check the endpoint and the network.`,
});
const changed: Meaning = {
  code: 'CONFLICT',
  why: () => 'it was changed by somebody else in the meantime.',
};
const clock: Meaning = {
  code: 'INVALID',
  why: () => 'the clock of this computer is wrong, so signatures are refused. Set the clock.',
};
const expired = signIn('the credentials have expired. Sign in again.');
const unfound = signIn('no usable credentials were found. Choose another way to sign in, or enter keys.');

const byName: Record<string, Meaning> = {
  NoSuchBucket: {
    code: 'NOT_FOUND',
    why: ({ bucket, endpoint }) => `there is no bucket “${bucket}” at ${endpoint}.`,
  },
  NoSuchKey: { code: 'NOT_FOUND', why: () => 'there is no such object.' },
  NoSuchUpload: { code: 'BUSY', why: () => 'the server dropped the unfinished upload. Try again.' },
  InvalidBucketName: { code: 'INVALID', why: ({ bucket }) => `“${bucket}” is not a legal bucket name.` },
  KeyTooLongError: { code: 'INVALID_NAME', why: () => 'the name is too long for the server.' },
  InvalidAccessKeyId: signIn('the server does not know the access key. Check it, or sign in again.'),
  SignatureDoesNotMatch: signIn('the secret key does not fit the access key. Enter both again.'),
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  TokenRefreshRequired: expired,
  RequestExpired: clock,
  InvalidToken: signIn('the server refuses the session token. Sign in again.'),
  RequestTimeTooSkewed: clock,
  CredentialsProviderError: unfound,
  TokenProviderError: unfound,
  InvalidObjectState: {
    code: 'UNSUPPORTED',
    why: () => 'the object is archived. Restore it in the bucket first.',
  },
  EntityTooLarge: { code: 'TOO_LARGE', why: () => 'the server takes no file of that size.' },
  QuotaExceeded: { code: 'NO_SPACE', why: () => 'the quota of the bucket is used up.' },
  ForeignAnswer: {
    code: 'INVALID',
    why: ({ endpoint }) =>
      `what answered at ${endpoint} is not an S3 server. Check the endpoint, and whether the network asks you to log in.`,
  },
  CutAnswer: { code: 'BUSY', why: () => 'its answer was cut short. Try again.' },
  SlowDown: busy,
  RequestTimeout: timeout,
  TimeoutError: timeout,
};

const byStatus: Record<number, Meaning> = {
  401: signIn('the server asks for credentials. Sign in again.'),
  403: {
    code: 'FORBIDDEN',
    why: () =>
      'these credentials are not allowed to. Use others, or ask for access; the store can still be opened read-only if listing and reading are allowed.',
  },
  404: { code: 'NOT_FOUND', why: () => 'there is no such object.' },
  405: { code: 'UNSUPPORTED', why: () => 'the server does not allow it.' },
  408: timeout,
  409: { code: 'BUSY', why: () => 'somebody else is writing the same object. Try again in a moment.' },
  413: { code: 'TOO_LARGE', why: () => 'the server takes no file of that size.' },
  429: busy,
  500: busy,
  501: { code: 'UNSUPPORTED', why: () => 'the server does not know how to.' },
  502: busy,
  503: busy,
  504: timeout,
  507: { code: 'NO_SPACE', why: () => 'the server has no space left.' },
};

const byErrno: Record<string, Meaning> = {
  ECONNREFUSED: unreachable('nothing listens there'),
  ENOTFOUND: unreachable('the host name is not known'),
  EAI_AGAIN: unreachable('the host name cannot be looked up now'),
  ECONNRESET: unreachable('the connection was cut'),
  EPIPE: unreachable('the connection was cut'),
  EHOSTUNREACH: unreachable('there is no way to the host'),
  ENETUNREACH: unreachable('there is no network'),
  ETIMEDOUT: timeout,
};

/** What whatever was thrown means, and its parts that can be shown. */
export function meaningOf(error: unknown, attempt: Attempt): { meaning: Meaning; cause: string } {
  const { name, code, proxy, statusCode, $response, Region } = sdkError(error);
  const status = statusOf(error);
  const cause = [code, name, status || undefined].filter((part) => part !== undefined).join(' ');
  const changes = isChange(attempt.action);
  const meaning =
    (proxy === undefined ? null : throughProxy(proxy, code, statusCode)) ??
    redirect(status, regionIn(Region ?? $response?.headers?.['x-amz-bucket-region']), attempt) ??
    entry(byErrno, code) ??
    tls(code) ??
    entry(byName, name) ??
    (status === 412 && changes ? changed : byStatus[status]) ??
    otherwise(status, cause);
  return { meaning, cause };
}

/** Names come from servers: what every object has is no entry of a table. */
function entry<T>(table: Readonly<Record<string, T>>, name: string | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

function otherwise(status: number, cause: string): Meaning {
  if (status >= 400 && status < 500) {
    return { code: 'INVALID', why: ({ endpoint }) => `${endpoint} refuses such a request (${cause}).` };
  }
  const why = ({ endpoint }: Attempt) =>
    `${endpoint} answered in a way that was not understood (${cause}). Is it an S3 server?`;
  return { code: 'INTERNAL', why };
}

/** The way to the proxy is broken, or the way from there on. */
function throughProxy(proxy: string, code: string | undefined, status: number | undefined): Meaning {
  const check = 'Check the proxy in the network settings of the connection';
  const unreached = entry(proxyTroubles, code);
  if (status === 407) {
    const why = `the proxy ${proxy} asks for a name and a password. Put its address with both into HTTPS_PROXY where the app is started`;
    return { code: 'UNREACHABLE', why: () => `${why}, and choose the proxy of the system.` };
  }
  if (status !== undefined && !Number.isNaN(status)) {
    return {
      code: 'UNREACHABLE',
      why: ({ endpoint }) =>
        `the proxy ${proxy} did not let it through to ${endpoint} (${status}). ${check}.`,
    };
  }
  return {
    code: 'UNREACHABLE',
    why: () => `the proxy ${proxy} cannot be reached: ${unreached ?? 'the connection failed'}. ${check}.`,
  };
}

const proxyTroubles: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up now',
  ECONNRESET: 'it cut the connection',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it does not answer',
  ERR_PROXY_TUNNEL: 'it ended the connection',
};

/** A bucket of another region answers 301 or 400, and most often says which region is right. */
function redirect(status: number, rightRegion: string | undefined, { region }: Attempt): Meaning | null {
  if (status !== 301 && status !== 307 && status !== 400) return null;
  if (rightRegion !== undefined && rightRegion !== region) {
    return {
      code: 'INVALID',
      region: rightRegion,
      why: () => `the bucket is in region “${rightRegion}”, not “${region}”. Change the region.`,
    };
  }
  if (status === 400) return null;
  return {
    code: 'INVALID',
    why: () => `the bucket is not in region “${region}” of this endpoint. Change the region.`,
  };
}

const stranger =
  'its certificate was made by somebody who is not trusted here; if it is your company’s, name the file with its authority in the network settings of the connection';
const certificates: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock of this computer is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is that of another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: stranger,
  SELF_SIGNED_CERT_IN_CHAIN: stranger,
  UNABLE_TO_GET_ISSUER_CERT: stranger,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: stranger,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: stranger,
};

function tls(code: string | undefined): Meaning | null {
  const certificate = entry(certificates, code);
  if (certificate) return unreachable(certificate);
  if (/^(CERT_|ERR_TLS_CERT)/.test(code ?? '')) return unreachable('its certificate is not valid');
  const protocol = code === 'EPROTO' || code?.startsWith('ERR_SSL_');
  return protocol ? unreachable('it does not speak TLS as expected; try http:// or another port') : null;
}
