import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { type ClientOptions, createClient } from './client.ts';

/** Thrown at the last moment, so that a request is made up and never sent. */
class NotSent extends Error {
  readonly url: URL;

  constructor(url: URL) {
    super('A request was only made up.');
    this.url = url;
  }
}

interface MadeUp {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
}

/**
 * Where the requests for a bucket go, with all that the SDK knows of regions, access points and path style. Asks
 * nobody. Throws `INVALID` for an endpoint that is not a web address, and what the SDK throws for a bucket that
 * cannot be addressed.
 */
export async function addressOf(options: ClientOptions, bucket: string): Promise<URL> {
  const client = createClient({ ...options, credentials: 'anonymous' });
  client.middlewareStack.add(
    () =>
      async ({ request }) => {
        const { protocol, hostname, port, path } = request as MadeUp;
        throw new NotSent(new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`));
      },
    { step: 'finalizeRequest', priority: 'low', name: 'neverSend' },
  );
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (error instanceof NotSent) return error.url;
    throw error;
  } finally {
    client.destroy();
  }
  throw new Error('A request was sent that should not have been.');
}
