import { StoreError } from '#shared/errors.ts';

/** True for Amazon's own servers, whose behaviour is documented. */
export function isAmazon(endpoint: string | undefined): boolean {
  return endpoint === undefined || /(^|\.)amazonaws\.com(\.cn)?$/.test(parseEndpoint(endpoint).hostname);
}

/** Throws `INVALID` for what is not a web address, or holds a password. */
export function parseEndpoint(endpoint: string): URL {
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new StoreError(
      'INVALID',
      `The endpoint “${endpoint}” is not a web address. It looks like https://s3.example.org.`,
      { where: endpoint },
    );
  }
  if (url.username !== '' || url.password !== '') {
    // It would stand in messages and in the list of stores, so it is not repeated here either.
    const message = `The endpoint ${url.host} was given with a name or password in its address. Leave them out, and enter keys instead.`;
    throw new StoreError('INVALID', message, { where: url.host });
  }
  return url;
}
