import type { S3Location } from '#shared/model/s3-location.ts';
import { S3Storage, type S3StorageOptions } from '#storage/s3/s3-storage.ts';
import type { CredentialSession } from '../credentials/session.ts';
import { type RequestHandlers, requestHandlerFor } from '../network/request-handler.ts';

/**
 * A storage for a location, with the session of its credentials (`SignIns.sessionOf`). Nothing is requested yet.
 * Throws `INVALID` for an endpoint that is not a web address.
 */
export function connectS3(
  location: S3Location,
  session: CredentialSession | null,
  onRequest?: S3StorageOptions['onRequest'],
  requestHandlers: RequestHandlers = requestHandlerFor,
  known: Pick<S3StorageOptions, 'guards' | 'uploads'> = {},
): S3Storage {
  const { bucket, prefix, endpoint, region, pathStyle, checksums, network } = location;
  return new S3Storage({
    bucket,
    prefix,
    endpoint: endpoint ?? undefined,
    region: region || undefined,
    pathStyle,
    checksums: checksums === 'usual' ? undefined : checksums,
    dualStack: network.dualStack,
    requestHandler: requestHandlers(network),
    credentials: session ?? 'anonymous',
    onRequest,
    ...known,
  });
}
