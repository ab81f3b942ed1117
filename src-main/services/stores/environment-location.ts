import { type S3Location, s3Location } from '#shared/model/s3-location.ts';
import { withoutPasswords } from '#shared/s3/passwords.ts';
import { optionsFromEnv } from '#storage/s3/environment.ts';

/** What the library's `S3_*` variables say, without the secrets; null where none is set. */
export function environmentLocation(env: NodeJS.ProcessEnv): S3Location | null {
  const names = ['S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_BUCKET', 'S3_REGION'];
  if (!names.some((name) => env[name])) return null;
  const { bucket, region = '', endpoint, credentials } = optionsFromEnv(env);
  return s3Location({
    bucket,
    endpoint: endpoint === undefined ? null : withoutPasswords(endpoint),
    region,
    credentials: { kind: credentials === undefined ? 'default' : 'environment' },
  });
}

/** The server that the environment names, for the library or for the AWS tools, without a password; null: Amazon's own. */
export function environmentEndpoint(env: NodeJS.ProcessEnv): string | null {
  const endpoint = env.S3_ENDPOINT || env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  return endpoint ? withoutPasswords(endpoint) : null;
}
