import type { XrayEvent, XrayRequest } from '#shared/contract/xray.ts';
import { isStoreError } from '#shared/errors.ts';
import type { CallOptions } from '#storage/backend.ts';
import type { SignIns } from '../credentials/sign-ins.ts';
import type { Meter } from '../meter/meter.ts';
import type { Buckets } from '../stores/buckets.ts';
import { placeOf } from '../stores/naming.ts';

/** Runs X-rays of locations that are not opened by that. */
export class XrayRuns {
  readonly #buckets: Buckets;
  readonly #signIns: SignIns;
  readonly #meter: Meter;
  /** Those that write, by the key that they write. */
  readonly #writing = new Map<string, AbortController>();

  constructor({ buckets, signIns, meter }: { buckets: Buckets; signIns: SignIns; meter: Meter }) {
    this.#buckets = buckets;
    this.#signIns = signIns;
    this.#meter = meter;
  }

  /** Tries a location step by step: see `xray`. */
  async *run(request: XrayRequest, { signal }: CallOptions): AsyncGenerator<XrayEvent> {
    const { probe } = request;
    if (probe === undefined) return yield* this.#reach(request, { signal });
    const stop = new AbortController();
    this.#writing.set(probe, stop);
    try {
      const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
      yield* this.#reach(request, { signal: either });
    } catch (error) {
      // All has been said when it ends after being stopped.
      if (!stop.signal.aborted || !isStoreError(error, 'CANCELLED')) throw error;
    } finally {
      this.#writing.delete(probe);
    }
  }

  /** Stops the run that writes a key: what it wrote is removed, and what is left is its last word. */
  stop(probe: string): void {
    this.#writing.get(probe)?.abort();
  }

  async *#reach(request: XrayRequest, options: CallOptions): AsyncGenerator<XrayEvent> {
    const { location, from, probe } = request;
    // Missing keys are the failure of a step of its own, and are not asked for: the form has fields for them.
    const onRequest = request.store == null ? undefined : this.#meter.of(request.store);
    const bucket = await this.#buckets.reach(request, { onRequest, mayLack: true });
    const whose = { store: null, name: placeOf(location), asksKeys: false };
    const signIn = () => this.#signIns.signIn(bucket.session, whose, options);
    const { xray } = await import('./xray.ts');
    try {
      yield* xray({ location, bucket, signIn, onRequest }, { ...options, from, probe });
    } finally {
      bucket.release({ mayTryAgain: true });
    }
  }
}
