import type { StoreError } from '#shared/errors.ts';
import type { Mend, Statement } from '#shared/model/mend.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import type { Finding } from './finding.ts';

/** A right that may be missing, and how to say that it is. */
export interface Missing {
  readonly statement: Statement;
  readonly words: string;
}

/** What the mends of a failure depend on besides its error. */
export interface Circumstances {
  readonly location: S3Location;
  /** The right that was needed, where it may be missing. */
  readonly missing?: Missing;
  /** ARN of who asks, where that is known. */
  readonly principal?: string | null;
}

/** A failure in words, with what mends it. */
export function failureOf(error: StoreError, circumstances: Circumstances): Finding {
  const denied = error.code === 'FORBIDDEN' ? circumstances.missing?.words : undefined;
  return {
    outcome: 'failed',
    message: denied ?? reasonOf(error),
    subject: null,
    raw: rawOf(error),
    mends: mendsOf(error, circumstances),
  };
}

/** Why, without what was being done where: the step and its subject say that. */
function reasonOf({ message, data: { where } }: StoreError): string {
  const start = where === undefined ? -1 : message.indexOf(`${where}: `);
  const reason = start < 0 ? message : message.slice(start + `${where}: `.length);
  return /^[a-z]+ /.test(reason) ? reason.charAt(0).toUpperCase() + reason.slice(1) : reason;
}

/** What the system below answered, without what says nothing. */
export function rawOf({ data }: StoreError): string | null {
  return data.cause?.replace(/ Error$/, '') ?? null;
}

function mendsOf(error: StoreError, { location, missing, principal }: Circumstances): Mend[] {
  const { cause = '', region, denial, proxy } = error.data;
  if (proxy !== undefined && location.network.proxy !== 'none') return [proxyMend];
  if (region !== undefined) return regionMends(region, location);
  if (/NoSuchBucket|InvalidBucketName/.test(cause)) {
    const why = 'Check the name, and who it belongs to. A bucket is never made for you.';
    return [{ kind: 'set', field: 'bucket', value: null, why }];
  }
  if (error.code === 'SIGN_IN') return signInMends(cause, location);
  if (error.code !== 'FORBIDDEN' || !missing) return [];
  if (denial?.explicit) {
    const policy = denial.policy === null ? 'A policy' : `The ${denial.policy} policy`;
    const why = `${policy} denies ${denial.action} outright. No further permission helps: whoever runs the account has to change it.`;
    return [{ kind: 'text', why }];
  }
  const hint = hints.find(({ host }) => host.test(location.endpoint ?? ''));
  if (hint) return [{ kind: 'text', why: hint.why }];
  const why = 'Whoever gives out the rights has to allow this. It is the least that works.';
  return [
    { kind: 'policy', why, statement: missing.statement, principal: denial?.principal ?? principal ?? null },
  ];
}

/** Which one it is, the failure says. */
export const proxyMend: Mend = { kind: 'set', field: 'proxy', value: null, why: '' };

/** Servers that give out rights in another way than by policies. */
const hints: readonly { host: RegExp; why: string }[] = [
  {
    host: /\.r2\.cloudflarestorage\.com/i,
    why: 'Make an R2 API token for this bucket: “Object Read only” to look, “Object Read & Write” to save.',
  },
  {
    host: /\.backblazeb2\.com/i,
    why: 'Make an application key for this bucket: with listFiles and readFiles to look, and writeFiles and deleteFiles to save.',
  },
  {
    host: /storage\.googleapis\.com/i,
    why: 'Give the account of the HMAC key a role on this bucket: Storage Object Viewer to look, Storage Object User to save.',
  },
];

/** An endpoint of one region cannot give buckets of another. */
export function regionMends(right: string, { endpoint, region }: S3Location): Mend[] {
  const why = `The server says that the bucket is in ${right}.`;
  const mends: Mend[] = [{ kind: 'set', field: 'region', value: right, why }];
  const value = endpoint === null ? null : ofRegion(endpoint, region, right);
  if (value === endpoint) return mends;
  return [...mends, { kind: 'set', field: 'endpoint', value, why: 'The endpoint is of one region, too.' }];
}

/** The same address with another region, where a label of its host is this one. */
function ofRegion(endpoint: string, region: string, right: string): string {
  const url = URL.parse(endpoint);
  const labels = url?.hostname.split('.') ?? [];
  if (!url || !labels.includes(region)) return endpoint;
  url.hostname = labels.map((label) => (label === region ? right : label)).join('.');
  return endpoint.endsWith('/') ? url.href : url.href.replace(/\/$/, '');
}

function signInMends(cause: string, { credentials }: S3Location): Mend[] {
  const { kind } = credentials;
  const expired = /Expired|TokenRefresh/.test(cause);
  const source = kind === 'role' ? credentials.source : credentials;
  if (kind === 'sso') return [{ kind: 'sign-in', why: 'Sign in again.' }];
  const to = (why: string): Mend[] => [{ kind: 'set', field: 'credentials', value: null, why }];
  switch (source.kind) {
    case 'keys':
      if (expired) return to('Enter new keys, with their session token.');
      // The failure itself says it already.
      return to(cause.startsWith('SignatureDoesNotMatch') ? '' : 'Enter both keys again.');
    case 'profile':
    case 'process':
      return to(
        expired
          ? `Profile “${source.profile}” has run out. Sign in to it again, or choose another.`
          : `Check what profile “${source.profile}” says, or choose another.`,
      );
    case 'environment':
      return to('Set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY anew and start the app again, or enter keys.');
    default:
      return to(expired ? 'Sign in again where they come from.' : 'Choose another way to sign in.');
  }
}
