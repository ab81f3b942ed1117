import { isStoreError, StoreError } from '#shared/errors.ts';
import type { SignIn } from '#shared/model/sign-in.ts';
import type { CallOptions } from '#storage/backend.ts';
import { orCancelled } from '#storage/cancelling.ts';
import type { CredentialSource, Identity } from '#storage/s3/renewing.ts';
import { type Asker, Asking } from './asking.ts';
import { keysFailed, mayPass, overdue, refusal } from './failure-words.ts';
import type { Finding } from './finding.ts';
import { Found } from './found.ts';
import type { S3Keys } from './keys.ts';
import type { SignInServices } from './services.ts';
import { placeKey, type SsoPlace } from './sso-place.ts';

/** Of the last credentials that any session has found. */
let lastGeneration = 0;

/** In milliseconds. */
const times = {
  /** How long requests wait for somebody who signs in. */
  patience: 30_000,
  /**
   * How long a failure is taken for granted before it is tried again, so that no request of many does. What is tried
   * again by itself waits longer each time.
   */
  pause: 10_000,
  longestPause: 60_000,
};

/**
 * The credentials of connections that all find them in the same way: found once however many requests wait, renewed
 * before they run out where nobody need be asked, and asked for when somebody signs in.
 */
export class CredentialSession implements CredentialSource {
  readonly services: SignInServices;
  readonly #finding: Finding;
  readonly #changed: () => void;
  #found: Found | null = null;
  /** Of the last search; null when it went well. */
  #failure: { error: StoreError; at: number; times: number } | null = null;
  /** Why the server does not take what was found; they are sent all the same, since that may be mended elsewhere. */
  #refusal: { error: StoreError; at: number } | null = null;
  /** When others took the place of refused ones. */
  #replacedAt = 0;
  #searching: Promise<Found> | null = null;
  #signingIn: { asking: Asking; done: Promise<void> } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  generation = 0;

  /** `changed` is called whenever `state` is another. */
  constructor(finding: Finding, services: SignInServices, changed: () => void) {
    this.services = services;
    this.#finding = finding;
    this.#changed = changed;
  }

  get state(): SignIn {
    const found = this.#found;
    const isOver = found !== null && !found.isUsable;
    const failure = this.#failure?.error;
    const isOverdue = isOver && failure !== undefined && mayPass(failure);
    const isUnfound = !found?.isUsable && failure !== undefined && !mayPass(failure);
    const isNeeded = isUnfound || this.#refusal !== null || (isOver && !this.#finding.renews);
    const trouble = this.#refusal?.error ?? (failure && this.#said(failure));
    return {
      state: this.#signingIn ? 'running' : isNeeded ? 'needed' : isOverdue ? 'overdue' : 'good',
      asks: this.#finding.asks,
      generation: this.generation,
      expiresAt: found?.end ?? null,
      renews: this.#renews,
      problem: isNeeded || isOverdue ? (trouble?.message ?? 'The credentials have expired.') : null,
    };
  }

  /** Credentials that can be sent now. Asks nobody: rejects `SIGN_IN` where somebody has to sign in first. */
  async current(): Promise<Identity> {
    if (this.#signingIn && !this.#usable()) await this.#awaitPerson(this.#signingIn.done);
    const usable = this.#usable();
    if (!usable) return (await this.#search()).identity;
    if (this.#finding.renews && usable.lead <= 0) void this.#search().catch(() => undefined);
    return usable.identity;
  }

  /**
   * The server has refused what was sent. Answers whether there are others by now. Credentials may have been renewed
   * outside, by the tools that wrote them, so they are looked for once.
   */
  async refused(generation: number, why: string): Promise<boolean> {
    if (generation !== this.generation) return true;
    const known = this.#refusal;
    if (known && Date.now() - known.at < times.pause) return false;
    // Those that were just found in place of others are no better.
    if (Date.now() - this.#replacedAt > times.pause) {
      try {
        await this.#search({ anew: true });
      } catch {
        return false;
      }
      if (generation !== this.generation) {
        this.#replacedAt = Date.now();
        return true;
      }
    }
    this.#refusal = { error: refusal(why), at: Date.now() };
    this.#changed();
    return false;
  }

  /** The server has taken what was sent. */
  accepted(generation: number): void {
    if (this.#refusal === null || generation !== this.generation) return;
    this.#refusal = null;
    this.#changed();
  }

  /** Makes sure that there are credentials, and asks for what is needed. One at a time, however many ask for it. */
  async signIn(asker: Asker, { signal }: CallOptions = {}): Promise<void> {
    const usable = this.#usable();
    if (!this.#signingIn && usable && !this.#refusal && (this.#renews || usable.lead > 0)) return;
    const asking = new Asking(asker);
    if (this.#signingIn) this.#signingIn.asking.join(asking.waiting);
    else {
      const done = this.#ask(asking).finally(() => {
        this.#signingIn = null;
        this.#changed();
      });
      this.#signingIn = { asking, done };
    }
    this.#changed();
    const running = this.#signingIn;
    await running.asking.awaitedBy(orCancelled(running.done, signal, asker.name));
  }

  /** When nobody is asked for it any more. */
  get settled(): Promise<unknown> {
    return Promise.resolve(this.#signingIn?.done).catch(() => undefined);
  }

  /** Somebody has signed in at a place of single sign-on: goes on where that was missing. */
  signedInAt(place: SsoPlace): void {
    const { sso } = this.#finding;
    if (!sso || placeKey(sso) !== placeKey(place) || this.#signingIn || this.#usable()) return;
    void this.#search({ anew: true }).catch(() => undefined);
  }

  /** What is in use, without its secrets; null before anything was found. */
  get facts(): { accessKeyId: string; expiresAt: number | null } | null {
    return this.#found && { accessKeyId: this.#found.identity.accessKeyId, expiresAt: this.#found.end };
  }

  /** Keys that were entered for it, also in place of others. */
  get keys(): S3Keys | undefined {
    return this.#finding.keys;
  }

  /** Renews no more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.services.close();
  }

  async #ask(asking: Asking): Promise<void> {
    const refused = this.#refusal?.error.message ?? keysFailed(this.#failure?.error);
    try {
      this.#take(await this.#finding.ask(asking, refused));
    } catch (error) {
      if (isStoreError(error) && error.code !== 'CANCELLED' && !this.#usable()) this.#fail(error);
      throw error;
    }
  }

  #search({ anew = false } = {}): Promise<Found> {
    const failed = this.#failure;
    if (failed && !anew && Date.now() - failed.at < times.pause)
      return Promise.reject(this.#said(failed.error));
    this.#searching ??= this.#finding
      .find()
      .then(
        (identity) => this.#take(identity),
        (error: StoreError) => {
          this.#fail(error);
          // What is there still serves; that it was not renewed is said in time.
          const usable = this.#usable();
          if (usable) return usable;
          throw this.#said(error);
        },
      )
      .finally(() => {
        this.#searching = null;
      });
    return this.#searching;
  }

  #take(identity: Identity): Found {
    const found = new Found(identity);
    if (!this.#found?.isSame(found)) {
      lastGeneration += 1;
      this.generation = lastGeneration;
    }
    this.#found = found;
    this.#failure = null;
    this.#refusal = null;
    this.#schedule();
    this.#changed();
    return found;
  }

  #fail(error: StoreError): void {
    this.#failure = { error, at: Date.now(), times: (this.#failure?.times ?? 0) + 1 };
    this.#schedule();
    this.#changed();
  }

  /** Why there are no credentials. What ran out while nobody could be asked for more has expired, above all. */
  #said(failure: StoreError): StoreError {
    return this.#found && !this.#found.isUsable && mayPass(failure) ? overdue(failure) : failure;
  }

  /** Whether they are renewed by themselves, as far as is known: no more once that has failed, until it works again. */
  get #renews(): boolean {
    return this.#finding.renews && this.#failure === null;
  }

  /** Whether a failed search is done again by itself: nobody could be asked, or somebody may sign in elsewhere. */
  get #triesAgain(): boolean {
    const { error } = this.#failure ?? {};
    return (
      error !== undefined && (mayPass(error) || (error.code === 'SIGN_IN' && this.#finding.asks === 'page'))
    );
  }

  /** Renews in time, tries that again, and tells when they have run out. */
  #schedule(): void {
    clearTimeout(this.#timer);
    const wait = this.#untilNext();
    if (this.#closed || wait === Number.POSITIVE_INFINITY) return;
    const look = () => {
      this.#changed();
      const isDue = this.#finding.renews && (this.#found?.lead ?? 0) <= 0;
      if (isDue && (this.#failure === null || this.#triesAgain)) {
        void this.#search({ anew: true }).catch(() => undefined);
      } else this.#schedule();
    };
    this.#timer = setTimeout(look, Math.min(Math.max(wait, 50), 2 ** 31 - 1)).unref();
  }

  /** In ms; of credentials that do not run out nothing is expected. */
  #untilNext(): number {
    if (!this.#found) return Number.POSITIVE_INFINITY;
    const { lead, serves } = this.#found;
    const end = serves > 0 ? serves : Number.POSITIVE_INFINITY;
    if (this.#failure && this.#triesAgain) {
      return Math.min(times.pause * 2 ** (this.#failure.times - 1), times.longestPause, end);
    }
    // Found again unchanged: the next to tell is the end.
    return this.#renews && lead > 0 ? lead : end;
  }

  #usable(): Found | null {
    return this.#found?.isUsable ? this.#found : null;
  }

  async #awaitPerson(signingIn: Promise<void>): Promise<void> {
    const timeout = AbortSignal.timeout(times.patience);
    await orCancelled(signingIn, timeout, '').catch(() => {
      if (timeout.aborted) throw new StoreError('SIGN_IN', 'Somebody is signing in, and it is not done yet.');
    });
  }
}
