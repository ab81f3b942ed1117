import { type ErrorCode, isStoreError, StoreError } from '#shared/errors.ts';
import { denialOf } from './denial.ts';

/** Fits “Could not … s3://…”. */
export type Action = 'read' | 'look at' | 'list' | 'list the versions of' | 'save' | 'delete';

/** What was being done, for the message. */
export interface Attempt {
  readonly action: Action;
  /** `s3://bucket/key`. */
  readonly where: string;
  readonly bucket: string;
  readonly region: string;
  readonly endpoint: string;
}

interface Meaning {
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

/** What the SDK throws, as far as this looks at it. */
interface SdkError {
  readonly name: string;
  readonly message?: string;
  /** An errno of the network, which the SDK leaves on errors that it renames to TimeoutError. */
  readonly code?: string;
  /** Of a connection that failed by its proxy: the proxy's address, and what it answered, if it did. */
  readonly proxy?: string;
  readonly statusCode?: number;
  readonly Region?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: { readonly headers?: Record<string, string> };
}

/** HTTP status of an answer that the SDK threw; 0 where there was none. */
export function statusOf(error: unknown): number {
  return sdkError(error).$metadata?.httpStatusCode ?? 0;
}

/** How often the SDK had sent a request when it gave up. */
export function attemptsOf(error: unknown): number {
  return sdkError(error).$metadata?.attempts ?? 1;
}

/** Whether an error leaves open if the request was carried out. */
export function isLost(error: unknown): boolean {
  const { name, code, proxy } = sdkError(error);
  const status = statusOf(error);
  const answered = (status >= 500 && status !== 501) || (status >= 200 && status < 300);
  const cut = proxy === undefined && (code === 'ECONNRESET' || code === 'EPIPE' || name === 'TimeoutError');
  return !isStoreError(error) && (answered || cut);
}

/** A change that failed, and of which could not be found out whether it was done all the same. */
export class Unsettled extends Error {
  constructor(cause: unknown) {
    super('It is not known whether it was done.', { cause });
  }
}

/** An answer whose end is missing, or that does not fit what else is known. */
export function cutAnswer(): Error {
  return Object.assign(new Error('An answer was cut short.'), { name: 'CutAnswer' });
}

/** The S3 name of an error, e.g. `NoSuchKey`. */
export function nameOf(error: unknown): string {
  return sdkError(error).name;
}

/**
 * The StoreError for whatever a request threw. Goes by name, status and errno, and takes nothing of the original
 * along but these, the right region, and who was denied what: S3 puts key ids and signatures into its errors.
 */
export function toStoreError(thrown: unknown, attempt: Attempt): StoreError {
  const isUnsettled = thrown instanceof Unsettled;
  const error = isUnsettled ? thrown.cause : thrown;
  if (isStoreError(error)) return isUnsettled ? unsettled(error, attempt) : error;
  const { code, message: said } = sdkError(error);
  const { action, where } = attempt;
  const { meaning, cause } = meaningOf(error, attempt);
  const changes = action === 'save' || action === 'delete';
  // An answer that got lost says nothing about what was done.
  const lost = isUnsettled || meaning.code === 'TIMEOUT' || code === 'ECONNRESET' || code === 'EPIPE';
  const mayBeDone = changes && lost;
  const hint = mayBeDone ? ' It may have been done all the same.' : '';
  const message = `Could not ${action} ${where}: ${meaning.why(attempt)}${hint}`;
  const denial = statusOf(error) === 403 ? denialOf(said ?? '') : null;
  return new StoreError(meaning.code, message, {
    where,
    cause,
    ...regionOf(meaning),
    ...(mayBeDone ? { mayBeDone } : {}),
    ...(denial === null ? {} : { denial }),
  });
}

/** A conflict that may be with the very change that it was found for. */
function unsettled({ code, data }: StoreError, { action, where }: Attempt): StoreError {
  const message = `Could not ${action} ${where}: it has changed meanwhile, and it could not be found out by whom. It may have been done all the same.`;
  return new StoreError(code, message, { ...data, mayBeDone: true });
}

/** The same without the words about what was being done, for an attempt that did no more than connect. */
export function toConnectionError(error: unknown, host: string): StoreError {
  if (isStoreError(error)) return error;
  const attempt = { action: 'look at', where: host, bucket: '', region: '', endpoint: host } as const;
  const { meaning, cause } = meaningOf(error, attempt);
  const { proxy } = sdkError(error);
  const data = { where: host, cause, ...(proxy === undefined ? {} : { proxy }) };
  return new StoreError(meaning.code, meaning.why(attempt), data);
}

function meaningOf(error: unknown, attempt: Attempt): { meaning: Meaning; cause: string } {
  const { name, code, proxy, statusCode, $response, Region } = sdkError(error);
  const status = statusOf(error);
  const cause = [code, name, status || undefined].filter((part) => part !== undefined).join(' ');
  const changes = attempt.action === 'save' || attempt.action === 'delete';
  const meaning =
    (proxy === undefined ? null : throughProxy(proxy, code, statusCode)) ??
    redirect(status, Region ?? $response?.headers?.['x-amz-bucket-region'], attempt) ??
    byErrno[code ?? ''] ??
    tls(code) ??
    byName[name] ??
    (status === 412 && changes ? changed : byStatus[status]) ??
    otherwise(status, cause);
  return { meaning, cause };
}

function regionOf({ region }: Meaning): { region?: string } {
  return region === undefined ? {} : { region };
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
  const unreached = proxyTroubles[code ?? ''];
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
  const certificate = certificates[code ?? ''];
  if (certificate) return unreachable(certificate);
  if (/^(CERT_|ERR_TLS_CERT)/.test(code ?? '')) return unreachable('its certificate is not valid');
  const protocol = code === 'EPROTO' || code?.startsWith('ERR_SSL_');
  return protocol ? unreachable('it does not speak TLS as expected; try http:// or another port') : null;
}

function sdkError(error: unknown): SdkError {
  return typeof error === 'object' && error !== null && 'name' in error
    ? (error as SdkError)
    : { name: 'Error' };
}
