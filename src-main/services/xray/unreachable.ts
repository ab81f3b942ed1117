import { StoreError } from '#shared/errors.ts';
import type { CallOptions } from '#storage/backend.ts';
import { cancelled } from '#storage/failures.ts';
import { toConnectionError } from '#storage/s3/store-errors.ts';
import { untrustedCertificate } from './untrusted.ts';

/** Causes that mean that nobody here knows who has signed a certificate. */
export const unknownIssuer = /^(DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_)/;

/** Why there is no connection; of a certificate that is not trusted, also who has signed it. */
export async function whyUnreachable(
  error: unknown,
  url: URL,
  direct: boolean,
  { signal }: CallOptions,
): Promise<StoreError> {
  if (signal?.aborted) return cancelled(url.host);
  const failure = toConnectionError(error, url.host);
  if (!unknownIssuer.test(failure.data.cause ?? '')) return failure;
  const shown = direct ? await untrustedCertificate(url, { signal }) : null;
  if (signal?.aborted) return cancelled(url.host);
  const signer = shown ? `“${shown.issuer}”` : 'somebody';
  const message = `Its certificate was signed by ${signer}, whom this computer does not trust.`;
  return new StoreError(failure.code, message, failure.data);
}
