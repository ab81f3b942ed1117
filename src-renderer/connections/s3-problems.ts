import { isLoopback } from '#shared/s3/loopback.ts';
import { holdsPassword } from '#shared/s3/passwords.ts';
import type { ErrorDescription } from '../client/errors.ts';
import { asksForKeys, asksForProfile } from './credential-form.ts';
import type { S3Form } from './s3-form.ts';

export type S3Field =
  | 'bucket'
  | 'prefix'
  | 'endpoint'
  | 'region'
  | 'profile'
  | 'keys'
  | 'roleArn'
  | 'sessionName'
  | 'tokenFile'
  | 'startUrl'
  | 'ssoRegion'
  | 'accountId'
  | 'roleName'
  | 'proxy'
  | 'caFile'
  | 'connectSeconds'
  | 'idleSeconds';
export type S3Problems = Partial<Record<S3Field, string>>;

/** What was typed into the inputs for keys: whether, never what. */
export interface KeysTyped {
  accessKeyId: boolean;
  secretAccessKey: boolean;
  /** They need not be there: main has keys for this bucket already, or nothing is to be signed now. */
  kept: boolean;
}

function bucketProblem(bucket: string): string | undefined {
  if (bucket === '') return 'Which bucket? Its name, or s3://bucket/prefix.';
  if (/^arn:/i.test(bucket)) return undefined;
  if (/[\s/\\]/.test(bucket))
    return 'A bucket’s name holds no slash and no space. A prefix has its own field.';
  return undefined;
}

function addressProblem(address: string, nothing: string): string | undefined {
  if (address === '') return nothing;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    return 'This is no web address. It starts with https:// or http://.';
  return undefined;
}

function endpointProblem(endpoint: string): string | undefined {
  if (holdsPassword(endpoint))
    return 'Take the user name and password out of the address, and enter keys below.';
  return addressProblem(endpoint, 'Where does the server listen? For example http://localhost:9000.');
}

function proxyProblem(proxy: string): string | undefined {
  if (holdsPassword(proxy))
    return 'Take the user name and password out of the address: it is kept in a file. Set HTTPS_PROXY where the app is started instead, and choose “System”.';
  return addressProblem(proxy, 'Where does the proxy listen? For example http://proxy.example.com:3128.');
}

function keysProblem({ accessKeyId, secretAccessKey, kept }: KeysTyped): string | undefined {
  if (accessKeyId && secretAccessKey) return undefined;
  if (!accessKeyId && !secretAccessKey)
    return kept ? undefined : 'Enter both keys, or choose another way to sign in.';
  return accessKeyId ? 'The secret key is missing.' : 'The access key is missing.';
}

function secondsProblem(text: string, most: number): string | undefined {
  const seconds = text.trim() === '' ? Number.NaN : Number(text);
  return seconds >= 1 && seconds <= most ? undefined : `From 1 to ${most} seconds.`;
}

/** What is missing or cannot be right for a way to sign in; keys are looked at apart. */
function credentialProblems(form: S3Form): S3Problems {
  const problems: S3Problems = {};
  const check = (field: S3Field & keyof S3Form, pattern: RegExp, problem: string) => {
    if (!pattern.test(String(form[field]).trim())) problems[field] = problem;
  };
  if (asksForProfile(form)) check('profile', /./, 'Which profile?');
  if (form.credentials === 'role' || form.credentials === 'web-identity') {
    // Ceph and MinIO leave out the account, and MinIO calls its partition by its own name.
    const amazon = form.preset === 'amazon';
    const looks = `A role’s ARN looks like arn:aws:iam::${amazon ? '123456789012' : ''}:role/Name.`;
    check('roleArn', amazon ? /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/ : /^arn:./, looks);
    const name = 'From 2 to 64 letters, digits and any of =,.@_- without spaces, or nothing.';
    check('sessionName', /^$|^[\w+=,.@-]{2,64}$/, name);
  }
  if (form.credentials === 'web-identity') check('tokenFile', /./, 'Which file holds the token?');
  if (form.credentials === 'sso') {
    check(
      'startUrl',
      /^https:\/\/\S+$/i,
      'The address of your sign-in page, e.g. https://acme.awsapps.com/start.',
    );
    check(
      'ssoRegion',
      /^[a-z]{2}(-[a-z]+)+-\d$/,
      'The region of the sign-in, e.g. eu-central-1. It may differ from the bucket’s.',
    );
    check('accountId', /^\d{12}$/, 'The number of the account: 12 digits.');
    check('roleName', /./, 'Which permission set, e.g. ReadOnlyAccess?');
  }
  return problems;
}

/** What keeps the form from being sent, by field. */
export function problemsOf(form: S3Form, keys: KeysTyped): S3Problems {
  const problems = credentialProblems(form);
  const note = (field: S3Field, problem: string | undefined) => {
    if (problem !== undefined) problems[field] = problem;
  };
  note('bucket', bucketProblem(form.bucket.trim()));
  if (form.preset !== 'amazon') note('endpoint', endpointProblem(form.endpoint.trim()));
  if (form.preset === 'amazon' && form.region.trim() === '') note('region', 'Which region is the bucket in?');
  if (asksForKeys(form)) note('keys', keysProblem(keys));
  if (form.proxy === 'own') note('proxy', proxyProblem(form.proxyUrl.trim()));
  note('connectSeconds', secondsProblem(form.connectSeconds, 300));
  note('idleSeconds', secondsProblem(form.idleSeconds, 3600));
  return problems;
}

/** Those that stand in the section that is folded away at first. */
export function isInNetwork(problems: S3Problems): boolean {
  return Boolean(problems.proxy || problems.caFile || problems.connectSeconds || problems.idleSeconds);
}

/** The field that an error of the server is about; null where it is about none. */
export function fieldOf(error: ErrorDescription, form: S3Form): S3Field | null {
  const { code, data, message, answered } = error;
  // The app itself could not be reached: that is no matter of what was filled in.
  if (!answered) return null;
  const cause = data.cause ?? '';
  if (/NoSuchBucket|InvalidBucketName/.test(cause)) return 'bucket';
  if (code === 'INVALID' && /region/.test(message)) return 'region';
  if (code === 'FORBIDDEN' && form.prefix.trim() === '' && /prefix/.test(message)) return 'prefix';
  if (code === 'UNREACHABLE' && form.preset !== 'amazon') return 'endpoint';
  if (code !== 'SIGN_IN') return null;
  if (asksForKeys(form)) return 'keys';
  return asksForProfile(form) ? 'profile' : null;
}

/** True for an address that sends what is stored in the clear over a network. */
export function isUnencrypted(endpoint: string): boolean {
  if (!/^http:\/\//i.test(endpoint) || !URL.canParse(endpoint)) return false;
  return !isLoopback(new URL(endpoint).hostname);
}
