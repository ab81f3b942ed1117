import { StoreError } from '#shared/errors.ts';
import { holdsPassword, withoutPasswords } from '#shared/s3/passwords.ts';

/** True for Amazon's own servers, whose behaviour is documented. */
export function isAmazon(endpoint: string | undefined): boolean {
  return endpoint === undefined || /(^|\.)amazonaws\.com(\.cn)?$/.test(parseEndpoint(endpoint).hostname);
}

/** Throws `INVALID` for what is not a web address, or holds a password. */
export function parseEndpoint(endpoint: string): URL {
  const where = withoutPasswords(endpoint);
  if (holdsPassword(endpoint)) {
    // It would stand in messages and in the list of stores, so it is not repeated here either.
    const shown = URL.parse(where)?.host ?? 'of this connection';
    const message = `The endpoint ${shown} was given with a name or password in its address. Leave them out, and enter keys instead.`;
    throw new StoreError('INVALID', message, { where: shown });
  }
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const message = `The endpoint “${where}” is not a web address. It looks like https://s3.example.org.`;
    throw new StoreError('INVALID', message, { where });
  }
  return url;
}
