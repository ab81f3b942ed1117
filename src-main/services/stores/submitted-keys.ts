import { type S3Location, wantsKeys } from '#shared/model/s3-location.ts';
import type { S3Keys } from '../credentials/keys.ts';

/** What says which form keys came from. */
interface Sender {
  location: S3Location;
  /** The connection that the form is of; a new one where there is none yet. */
  store?: string | null | undefined;
}

/**
 * Keys that a form has sent for a bucket that is not open yet. The form lets go of them as it sends them, so a
 * second try (another bucket, prefix or region, a root that was asked back for) finds them here. They belong to an
 * endpoint, and to the connection that the form is of: keys that are tried out for one are used for no other. In
 * memory alone.
 */
export class SubmittedKeys {
  readonly #keys = new Map<string, S3Keys>();

  /** Keeps what was sent now; else answers what was sent before by the same form for the same server. */
  of(sender: Sender, sent: S3Keys | undefined): S3Keys | undefined {
    if (!wantsKeys(sender.location)) return undefined;
    const place = placeOf(sender);
    if (sent) this.#keys.set(place, sent);
    return this.#keys.get(place);
  }

  /** A bucket there is open by now. */
  forget(sender: Sender): void {
    this.#keys.delete(placeOf(sender));
  }
}

function placeOf({ location, store }: Sender): string {
  return `${store ?? ''}\n${location.endpoint ?? ''}`;
}
