import type { S3Location } from '#shared/model/store.ts';
import { optionsFromEnv } from '#storage/s3/environment.ts';

/** What the library's `S3_*` variables say, without the secrets; null where none is set. */
export function environmentLocation(env: NodeJS.ProcessEnv): S3Location | null {
  const names = ['S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_BUCKET', 'S3_REGION'];
  if (!names.some((name) => env[name])) return null;
  const { bucket, region = '', endpoint, credentials } = optionsFromEnv(env);
  return {
    kind: 's3',
    bucket,
    prefix: '',
    endpoint: endpoint ?? null,
    region,
    pathStyle: endpoint !== undefined,
    credentials: credentials === undefined ? 'default' : 'environment',
    profile: null,
  };
}
