import type { ErrorDescription } from '../client/errors.ts';
import type { S3Form } from './s3-form.ts';

export type S3Field = 'bucket' | 'endpoint' | 'region' | 'profile' | 'keys';
export type S3Problems = Partial<Record<S3Field, string>>;

/** What was typed into the inputs for keys: whether, never what. */
export interface KeysTyped {
  accessKeyId: boolean;
  secretAccessKey: boolean;
  /** Main has keys for this bucket already. */
  kept: boolean;
}

function bucketProblem(bucket: string): string | undefined {
  if (bucket === '') return 'Which bucket? Its name, or s3://bucket/prefix.';
  if (/[\s/\\]/.test(bucket))
    return 'A bucket’s name holds no slash and no space. A prefix has its own field.';
  return undefined;
}

function endpointProblem(endpoint: string): string | undefined {
  if (endpoint === '') return 'Where does the server listen? For example http://localhost:9000.';
  if (!/^https?:\/\//i.test(endpoint) || !URL.canParse(endpoint))
    return 'This is no web address. It starts with https:// or http://.';
  const { username, password } = new URL(endpoint);
  if (username || password)
    return 'Take the user name and password out of the address, and enter keys below.';
  return undefined;
}

function keysProblem({ accessKeyId, secretAccessKey, kept }: KeysTyped): string | undefined {
  if (accessKeyId && secretAccessKey) return undefined;
  if (!accessKeyId && !secretAccessKey)
    return kept ? undefined : 'Enter both keys, or choose another way to sign in.';
  return accessKeyId ? 'The secret key is missing.' : 'The access key is missing.';
}

/** What keeps the form from being sent, by field. */
export function problemsOf(form: S3Form, keys: KeysTyped): S3Problems {
  const problems: S3Problems = {};
  const note = (field: S3Field, problem: string | undefined) => {
    if (problem !== undefined) problems[field] = problem;
  };
  note('bucket', bucketProblem(form.bucket.trim()));
  if (form.preset !== 'amazon') note('endpoint', endpointProblem(form.endpoint.trim()));
  if (form.preset === 'amazon' && form.region.trim() === '') note('region', 'Which region is the bucket in?');
  if (form.credentials === 'profile' && form.profile.trim() === '') note('profile', 'Which profile?');
  if (form.credentials === 'keys') note('keys', keysProblem(keys));
  return problems;
}

/** The field that an error of the server is about; null where it is about none. */
export function fieldOf({ code, data, message }: ErrorDescription, form: S3Form): S3Field | null {
  const cause = data.cause ?? '';
  if (/NoSuchBucket|InvalidBucketName/.test(cause)) return 'bucket';
  if (code === 'INVALID' && /region/.test(message)) return 'region';
  if (code === 'UNREACHABLE' && form.preset !== 'amazon') return 'endpoint';
  if (code === 'SIGN_IN' && form.credentials === 'keys') return 'keys';
  if (code === 'SIGN_IN' && form.credentials === 'profile') return 'profile';
  return null;
}

/** True for an address that sends what is stored in the clear over a network. */
export function isUnencrypted(endpoint: string): boolean {
  if (!/^http:\/\//i.test(endpoint) || !URL.canParse(endpoint)) return false;
  return !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(endpoint).hostname);
}
