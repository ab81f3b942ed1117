import { StoreError } from '#shared/errors.ts';
import type { CallOptions } from '#storage/backend.ts';
import { cancelled } from '#storage/failures.ts';
import { toConnectionError } from '#storage/s3/errors.ts';
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
  const { code, message, data } = failure;
  const untrusted = direct && unknownIssuer.test(data.cause ?? '') ? await untrustedCertificate(url) : null;
  if (untrusted === null) return failure;
  return new StoreError(code, `${message} It was signed by “${untrusted.issuer}”.`, data);
}
