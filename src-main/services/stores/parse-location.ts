import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreError } from '#shared/errors.ts';
import { type S3Location, s3Location } from '#shared/model/s3-location.ts';
import type { FolderLocation } from '#shared/model/store.ts';
import { environmentLocation } from './environment-location.ts';

/**
 * Where a store named on the command line lies: `s3://bucket/prefix`, or a folder (path or `file:` URL). For
 * a bucket, endpoint, region and keys come from the library's `S3_*` variables, else from the AWS ones.
 * Throws `INVALID` for an address that names no bucket.
 */
export function parseLocation(text: string, env: NodeJS.ProcessEnv): FolderLocation | S3Location {
  if (/^file:\/\//i.test(text)) return { kind: 'folder', path: pathOfUrl(text) };
  if (!/^s3:\/\//i.test(text)) return { kind: 'folder', path: resolve(text) };
  const [bucket = '', ...prefix] = text.slice('s3://'.length).split('/');
  if (bucket === '') {
    throw new StoreError('INVALID', `“${text}” names no bucket. It looks like s3://bucket/prefix.`, {
      where: text,
    });
  }
  const { S3_REGION, AWS_REGION, AWS_DEFAULT_REGION, S3_ENDPOINT } = env;
  return s3Location({
    endpoint: S3_ENDPOINT || null,
    region: S3_REGION || AWS_REGION || AWS_DEFAULT_REGION || 'us-east-1',
    credentials: environmentLocation(env)?.credentials ?? { kind: 'default' },
    bucket,
    // A key may hold anything, so nothing is decoded.
    prefix: prefix.join('/').replace(/^\/+|\/+$/g, ''),
  });
}

function pathOfUrl(text: string): string {
  try {
    return fileURLToPath(text);
  } catch (error) {
    const message = `“${text}” is no address of a folder on this machine.`;
    throw new StoreError('INVALID', message, { where: text }, { cause: error });
  }
}
