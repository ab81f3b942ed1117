import { onTestFinished } from 'vitest';
import type { Services } from '#services/index.ts';
import { s3Location } from '#shared/model/s3-location.ts';
import { type S3TestServer, startS3Server } from '../s3-server.ts';
import { temporaryServices } from '../support/home.ts';

/** The services with a bucket of a server of its own open, below the prefix `memory`. */
export interface OnBucket {
  readonly server: S3TestServer;
  readonly services: Services;
  readonly store: string;
  put(key: string, text: string): void;
}

export async function onBucket(
  before: (server: S3TestServer, bucket: string) => void = () => {},
): Promise<OnBucket> {
  const server = await startS3Server();
  onTestFinished(() => server.close());
  const bucket = 'agents';
  server.createBucket(bucket);
  before(server, bucket);
  const services = temporaryServices();
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const location = s3Location({
    bucket,
    prefix: 'memory',
    endpoint,
    region,
    pathStyle: true,
    credentials: { kind: 'keys' },
  });
  const keys = { accessKeyId, secretAccessKey };
  const opened = await services.opening.openS3({ location, keys, readOnly: false }, {});
  if (opened.kind !== 'opened') throw new Error('It was not opened.');
  return {
    server,
    services,
    store: opened.store.id,
    put: (key, text) => server.put(bucket, `memory/${key}`, text),
  };
}
