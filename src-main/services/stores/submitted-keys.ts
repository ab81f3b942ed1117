import { type S3Location, wantsKeys } from '#shared/model/s3-location.ts';
import type { S3Keys } from './s3-connection.ts';

/**
 * Keys that a form has sent for a bucket that is not open yet. The form lets go of them as it sends them, so a
 * second try (another prefix, another region, a root that was asked back for) finds them here. In memory alone.
 */
export class SubmittedKeys {
  readonly #keys = new Map<string, S3Keys>();

  /** Keeps what was sent now; else answers what was sent before for the same bucket of the same server. */
  of(location: S3Location, sent: S3Keys | undefined): S3Keys | undefined {
    if (!wantsKeys(location)) return undefined;
    if (sent) this.#keys.set(placeOf(location), sent);
    return this.#keys.get(placeOf(location));
  }

  forget(location: S3Location): void {
    this.#keys.delete(placeOf(location));
  }
}

function placeOf({ endpoint, bucket }: S3Location): string {
  return `${endpoint ?? ''}\n${bucket}`;
}
