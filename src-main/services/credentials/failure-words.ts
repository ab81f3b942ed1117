import { isStoreError, StoreError } from '#shared/errors.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import { sdkError } from '#storage/s3/errors.ts';

/** The code that was typed did not fit, so that asking once more may help. */
export function isWrongCode(error: unknown): boolean {
  const { name, message } = thrown(error);
  return name.startsWith('AccessDenied') && /multi-?factor|mfa/i.test(message);
}

/** The token of a single sign-on is refused, though it looked right. */
export function isRefusedToken(error: unknown): boolean {
  return /UnauthorizedException|Session token not found/.test(thrown(error).message);
}

/** Failures that are those of static keys, so that others are asked for. */
const ofKeys =
  /^(ExpiredToken|TokenRefreshRequired|Invalid(AccessKeyId|ClientTokenId|Token)|UnrecognizedClient|SignatureDoesNotMatch)/;

/** Why other keys are needed in place of those with which a search failed; null where it was not because of them. */
export function keysFailed(failure: StoreError | undefined): string | null {
  return failure && ofKeys.test(failure.data.cause ?? '') ? failure.message : null;
}

/** Whether a search failed for what passes by itself: nobody could be asked. */
export function mayPass({ code }: StoreError): boolean {
  return code === 'UNREACHABLE' || code === 'TIMEOUT';
}

/** What is said once credentials have run out that could not be renewed; it is tried again meanwhile. */
export function overdue(failure: StoreError): StoreError {
  const why =
    failure.code === 'TIMEOUT'
      ? 'renewing them took too long.'
      : 'the service that renews them cannot be reached. Check the network.';
  return new StoreError('SIGN_IN', `The credentials have expired, and ${why}`, failure.data, {
    cause: failure,
  });
}

/** The failure of a server that does not take what was found; `why` is its code. */
export function refusal(why: string): StoreError {
  return new StoreError('SIGN_IN', refusalWords(why), { cause: why });
}

function refusalWords(why: string): string {
  if (/^InvalidAccessKeyId|^InvalidClientTokenId/.test(why))
    return 'The server does not know the access key.';
  if (why === 'InvalidToken') return 'The server refuses the session token.';
  if (why === 'SignatureDoesNotMatch') return 'The secret key does not fit the access key.';
  return /Expired|TokenRefresh/.test(why)
    ? 'The credentials have expired.'
    : 'The server asks for other credentials.';
}

/**
 * The StoreError for whatever a search for credentials threw. Words of the SDK are only looked at, never passed on:
 * they may hold the command line of a helper program, with what is secret in it.
 */
export function searchFailed(error: unknown, location: S3Location): StoreError {
  if (isStoreError(error)) return error;
  const { name, message, code } = thrown(error);
  const what = subject(location);
  const cause = code ?? name;
  const unreachable = /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNRESET/.exec(
    `${code} ${message}`,
  );
  if (unreachable || name === 'TimeoutError') {
    const service =
      'The service that gives out credentials cannot be reached. Check the network and the region.';
    return new StoreError('UNREACHABLE', `${what} ${service}`, { cause: unreachable?.[0] ?? cause });
  }
  for (const { if: fits, code: meaning, why } of meanings) {
    if (fits.test(`${name}: ${message}`)) return new StoreError(meaning, `${what} ${why}`, { cause });
  }
  return new StoreError(
    'SIGN_IN',
    `${what} Nothing usable was found: check how it is set up, or choose another way to sign in.`,
    { cause },
  );
}

const meanings: readonly { if: RegExp; code: 'SIGN_IN' | 'FORBIDDEN' | 'INVALID'; why: string }[] = [
  {
    if: /^AccessDenied.*(multi-?factor|mfa)/i,
    code: 'SIGN_IN',
    why: 'The code was not accepted.',
  },
  {
    if: /^AccessDenied/,
    code: 'FORBIDDEN',
    why: 'The role may not be assumed: it has to trust who asks for it (with this external id, if it wants one), and they need sts:AssumeRole on it.',
  },
  {
    if: /ForbiddenException/,
    code: 'FORBIDDEN',
    why: 'Single sign-on gives no access to this role in this account. Check both, or ask for access.',
  },
  {
    if: /^(InvalidIdentityToken|IDPRejectedClaim)/,
    code: 'SIGN_IN',
    why: 'The token of the file is refused. Get a new one from your identity provider.',
  },
  {
    if: /^ExpiredToken/,
    code: 'SIGN_IN',
    why: 'What it is made with has expired. Sign in to that again.',
  },
  {
    if: /^(InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClient)/,
    code: 'SIGN_IN',
    why: 'The access key is not known there. Check it, or sign in again.',
  },
  {
    if: /^SignatureDoesNotMatch/,
    code: 'SIGN_IN',
    why: 'The secret key does not fit the access key. Enter both again.',
  },
  {
    if: /^(ValidationError|InvalidRequestException|PackedPolicyTooLarge|MalformedPolicyDocument)/,
    code: 'INVALID',
    why: 'What is asked for is not accepted. Check the ARN of the role, and the names beside it.',
  },
  {
    if: /^RegionDisabled/,
    code: 'INVALID',
    why: 'This region is not switched on for the account. Choose another.',
  },
  { if: /multi-?factor/i, code: 'SIGN_IN', why: 'An MFA code is wanted. Sign in to enter it.' },
  {
    if: /re-?authenticate|[Ff]ailed to load (a )?token/,
    code: 'SIGN_IN',
    why: 'The session of “aws login” has ended. Run it in a terminal, then look again.',
  },
  {
    if: /ENOENT/,
    code: 'SIGN_IN',
    why: 'The file that should hold the token is not there.',
  },
  {
    if: /did not contain credential_process/,
    code: 'SIGN_IN',
    why: 'It names no program (credential_process).',
  },
  {
    if: /returned expired credentials/,
    code: 'SIGN_IN',
    why: 'The program gave credentials that have expired.',
  },
  {
    if: /credential_process|Command failed|returned invalid JSON/,
    code: 'SIGN_IN',
    why: 'The program failed, or did not answer with credentials. Run it in a terminal to see why.',
  },
  {
    if: /(could not be|was not) found|Could not resolve credentials using profile/,
    code: 'SIGN_IN',
    why: 'There is no such profile in the AWS config files, or it names no way to find any.',
  },
  {
    if: /^SSO|^TokenProviderError|\bSSO\b|Token is expired|UnauthorizedException/i,
    code: 'SIGN_IN',
    why: 'Nobody is signed in there, or the sign-in has ended. Sign in.',
  },
];

/** Whose credentials they are, as a sentence. */
function subject({ credentials }: S3Location): string {
  switch (credentials.kind) {
    case 'profile':
    case 'process':
      return `No credentials from profile “${credentials.profile}”.`;
    case 'sso':
      return `No credentials by single sign-on at ${credentials.startUrl}.`;
    case 'role':
    case 'web-identity':
      return `No credentials for ${credentials.roleArn}.`;
    case 'default':
      return 'No credentials in the usual AWS places.';
    default:
      return 'No credentials.';
  }
}

function thrown(error: unknown): { name: string; message: string; code: string | undefined } {
  const { name, message = '', code } = sdkError(error);
  return { name, message, code };
}
