import type { S3StorageOptions } from './s3-storage.ts';

/** What the Python library's `S3_*` environment variables say, with its defaults. */
export function optionsFromEnv(env: NodeJS.ProcessEnv): S3StorageOptions {
  const { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_BUCKET, S3_REGION } = env;
  return {
    bucket: S3_BUCKET || 'openclaw',
    region: S3_REGION || 'us-east-1',
    endpoint: S3_ENDPOINT || undefined,
    credentials:
      S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY
        ? { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
        : undefined,
  };
}
