import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreError } from '#shared/errors.ts';
import { type S3Location, s3Location } from '#shared/model/s3-location.ts';
import type { FolderLocation } from '#shared/model/store.ts';
import { readAddress, withAddress } from '#shared/s3/address.ts';
import { withoutPasswords } from '#shared/s3/passwords.ts';
import { environmentEndpoint, environmentLocation } from './environment-location.ts';

/**
 * Where a store named on the command line lies: a folder (path or `file:` URL), or a bucket by whatever address it
 * has (`s3://bucket/prefix`, an ARN, the address of a console or of a server). What the address leaves out comes from
 * the library's `S3_*` variables, else from the AWS ones. Throws `INVALID` for an address that names no bucket.
 */
export function parseLocation(text: string, env: NodeJS.ProcessEnv): FolderLocation | S3Location {
  if (/^file:\/\//i.test(text)) return { kind: 'folder', path: pathOfUrl(text) };
  const address = readAddress(text);
  if (address === null) return { kind: 'folder', path: resolve(text) };
  if (address.kind === 'problem')
    throw new StoreError('INVALID', address.problem, { where: shownAddress(text) });
  const { bucket, endpoint } = address.facts;
  if (bucket === null) {
    const where = shownAddress(text);
    const message = `“${where}” names a server and no bucket. Put the bucket's name behind it.`;
    throw new StoreError('INVALID', message, { where });
  }
  const said = environmentLocation(env);
  const { S3_REGION, AWS_REGION, AWS_DEFAULT_REGION } = env;
  const usual = s3Location({
    bucket,
    endpoint: endpoint === undefined ? environmentEndpoint(env) : endpoint,
    region: S3_REGION || AWS_REGION || AWS_DEFAULT_REGION || 'us-east-1',
  });
  // The library's keys are for its own server.
  const credentials = said?.endpoint === usual.endpoint ? said.credentials : usual.credentials;
  return withAddress({ ...usual, credentials }, address.facts);
}

/** A named place as it may be repeated: an address can carry a password, or the signature of who has signed it. */
export function shownAddress(text: string): string {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return text;
  return withoutPasswords(text).replace(/[?#].*$/s, '');
}

function pathOfUrl(text: string): string {
  try {
    return fileURLToPath(text);
  } catch (error) {
    const message = `“${text}” is no address of a folder on this machine.`;
    throw new StoreError('INVALID', message, { where: text }, { cause: error });
  }
}
