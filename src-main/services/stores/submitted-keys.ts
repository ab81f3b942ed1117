import { type S3Location, wantsKeys } from '#shared/model/s3-location.ts';
import { sameEndpoint } from '#shared/s3/server.ts';
import type { S3Keys } from '../credentials/keys.ts';

/** What says which form keys came from. */
interface Sender {
  location: S3Location;
  /** The form that sends them; left out, nothing is kept and nothing found. */
  form?: string | undefined;
}

/**
 * Keys that a form has sent for a bucket that is not open yet. The form lets go of them as it sends them, so a
 * second try (another bucket, prefix or region, a root that was asked back for) finds them here. They belong to an
 * endpoint, and to the form they were typed into: keys that are tried out in one serve no other, and go with it. In
 * memory alone.
 */
export class SubmittedKeys {
  readonly #ofForms = new Map<string, { endpoint: string | null; keys: S3Keys }>();

  /** Keeps what was sent now; else answers what was sent before by the same form for the same server. */
  of({ location, form }: Sender, sent: S3Keys | undefined): S3Keys | undefined {
    if (!wantsKeys(location)) return undefined;
    if (form === undefined) return sent;
    const { endpoint } = location;
    if (sent) this.#ofForms.set(form, { endpoint, keys: sent });
    const before = this.#ofForms.get(form);
    return before && sameEndpoint(before.endpoint, endpoint) ? before.keys : undefined;
  }

  /** The form is gone, or a connection has its keys by now. */
  forget(form: string | undefined): void {
    if (form !== undefined) this.#ofForms.delete(form);
  }
}
