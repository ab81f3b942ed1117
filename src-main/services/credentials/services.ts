import { metered, type OnRequest } from '#storage/s3/metering.ts';
import type { ConnectionHandler } from '../network/request-handler.ts';

/** How the services that give out credentials are reached: as the bucket is, and counted apart. */
export class SignInServices {
  readonly handler: ConnectionHandler;
  /** Counts the requests; may change, as the store that they are for becomes known. */
  onRequest: OnRequest | undefined;

  constructor(handler: ConnectionHandler, onRequest: OnRequest | undefined) {
    this.onRequest = onRequest;
    this.handler = metered(
      handler,
      (kind) => this.onRequest?.(kind),
      () => 'signIn',
    );
  }

  close(): void {
    this.handler.destroy();
  }
}
