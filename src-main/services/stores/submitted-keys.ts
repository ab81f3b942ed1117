import { type S3Location, wantsKeys } from '#shared/model/s3-location.ts';
import type { S3Keys } from '../credentials/keys.ts';

/**
 * Keys that a form has sent for a bucket that is not open yet. The form lets go of them as it sends them, so a
 * second try (another bucket, prefix or region, a root that was asked back for) finds them here. They belong to an
 * endpoint. In memory alone.
 */
export class SubmittedKeys {
  readonly #keys = new Map<string, S3Keys>();

  /** Keeps what was sent now; else answers what was sent before for the same server. */
  of(location: S3Location, sent: S3Keys | undefined): S3Keys | undefined {
    if (!wantsKeys(location)) return undefined;
    const place = location.endpoint ?? '';
    if (sent) this.#keys.set(place, sent);
    return this.#keys.get(place);
  }

  /** A bucket there is open by now. */
  forget({ endpoint }: S3Location): void {
    this.#keys.delete(endpoint ?? '');
  }
}
