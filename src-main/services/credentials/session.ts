import { isStoreError, StoreError } from '#shared/errors.ts';
import type { SignIn } from '#shared/model/sign-in.ts';
import type { CallOptions } from '#storage/backend.ts';
import { orCancelled } from '#storage/cancelling.ts';
import type { CredentialSource, Identity } from '#storage/s3/renewing.ts';
import { type Asker, Asking } from './asking.ts';
import type { Finding } from './finding.ts';
import type { S3Keys } from './keys.ts';
import type { SignInServices } from './services.ts';
import { placeKey, type SsoPlace } from './sso-place.ts';

/** Failures that are those of static keys, so that others are asked for. */
const meansKeys =
  /^(ExpiredToken|TokenRefreshRequired|Invalid(AccessKeyId|ClientTokenId|Token)|UnrecognizedClient|SignatureDoesNotMatch)/;

/** Of the last credentials that any session has found. */
let lastGeneration = 0;

/** In milliseconds. */
const times = {
  /** How long before the end credentials are renewed, at most; of short ones, a quarter of their life. */
  lead: 6 * 60_000,
  /** What is left of them when they are sent no more: a request takes its time. */
  rest: 5_000,
  /** How long requests wait for somebody who signs in. */
  patience: 30_000,
  /** How long a failure is taken for granted before it is tried again, so that no request of many does. */
  pause: 10_000,
};

/**
 * The credentials of connections that all find them in the same way: found once however many requests wait, renewed
 * before they run out where nobody need be asked, and asked for when somebody signs in.
 */
export class CredentialSession implements CredentialSource {
  readonly services: SignInServices;
  readonly #finding: Finding;
  readonly #changed: () => void;
  #identity: Identity | null = null;
  #foundAt = 0;
  /** Of the last search; null when it went well. */
  #failure: { error: StoreError; at: number } | null = null;
  /** Why the server does not take what was found; they are sent all the same, since that may be mended elsewhere. */
  #refusal: { error: StoreError; at: number } | null = null;
  /** When others took the place of refused ones. */
  #replacedAt = 0;
  #searching: Promise<Identity> | null = null;
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
    const expiresAt = this.#identity?.expiration?.getTime() ?? null;
    const over = this.#identity !== null && !this.#usable();
    const trouble = this.#refusal?.error ?? this.#failure?.error;
    const problem = trouble?.message ?? 'The credentials have expired.';
    const unfound = !this.#usable() && this.#failure?.error.code === 'SIGN_IN';
    const needed = unfound || this.#refusal !== null || (over && !this.#finding.renews);
    return {
      state: this.#signingIn ? 'running' : needed ? 'needed' : 'good',
      asks: this.#finding.asks,
      generation: this.generation,
      expiresAt,
      renews: this.#renews,
      problem: needed ? problem : null,
    };
  }

  /** Credentials that can be sent now. Asks nobody: rejects `SIGN_IN` where somebody has to sign in first. */
  async current(): Promise<Identity> {
    if (this.#signingIn && !this.#usable()) await this.#awaitPerson(this.#signingIn.done);
    const usable = this.#usable();
    if (!usable) return this.#search();
    if (this.#finding.renews && this.#lead(usable) <= 0) void this.#search().catch(() => undefined);
    return usable;
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
    this.#refusal = { error: new StoreError('SIGN_IN', refusalWords(why), { cause: why }), at: Date.now() };
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
    if (!this.#signingIn && this.#usable() && !this.#refusal) {
      if (this.#renews || this.#lead(this.#identity) > 0) return;
    }
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
    await orCancelled(this.#signingIn.done, signal, asker.name);
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
    const { accessKeyId, expiration } = this.#identity ?? {};
    return accessKeyId === undefined ? null : { accessKeyId, expiresAt: expiration?.getTime() ?? null };
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
    const failed = this.#failure?.error;
    const unkeyed = failed && meansKeys.test(failed.data.cause ?? '') ? failed.message : null;
    const refused = this.#refusal?.error.message ?? unkeyed;
    try {
      this.#take(await this.#finding.ask(asking, refused));
    } catch (error) {
      if (isStoreError(error) && error.code !== 'CANCELLED' && !this.#usable()) this.#fail(error);
      throw error;
    }
  }

  #search({ anew = false } = {}): Promise<Identity> {
    const failed = this.#failure;
    if (failed && !anew && Date.now() - failed.at < times.pause) return Promise.reject(failed.error);
    this.#searching ??= this.#finding
      .find()
      .then(
        (identity) => this.#take(identity),
        (error: StoreError) => {
          this.#fail(error);
          // What is there still serves; that it was not renewed is said in time.
          const usable = this.#usable();
          if (usable) return usable;
          throw error;
        },
      )
      .finally(() => {
        this.#searching = null;
      });
    return this.#searching;
  }

  #take(identity: Identity): Identity {
    const before = this.#identity;
    if (!before || !isSame(identity, before)) {
      lastGeneration += 1;
      this.generation = lastGeneration;
    }
    this.#identity = identity;
    this.#foundAt = Date.now();
    this.#failure = null;
    this.#refusal = null;
    this.#schedule();
    this.#changed();
    return identity;
  }

  #fail(error: StoreError): void {
    this.#failure = { error, at: Date.now() };
    this.#changed();
  }

  /** Whether they are renewed by themselves, as far as is known: no more once that has failed, until it works again. */
  get #renews(): boolean {
    return this.#finding.renews && this.#failure === null;
  }

  /** Renews in time, and tells when they have run out. */
  #schedule(): void {
    clearTimeout(this.#timer);
    const identity = this.#identity;
    if (!identity?.expiration || this.#closed) return;
    const lead = this.#lead(identity);
    const left = identity.expiration.getTime() - Date.now();
    const soon = this.#renews && lead > 0;
    this.#timer = setTimeout(
      () => {
        this.#changed();
        if (!soon) return;
        void this.#search({ anew: true })
          .catch(() => undefined)
          // Found again unchanged or not found: the next to tell is the end.
          .finally(() => this.#lead(this.#identity) <= 0 && this.#schedule());
      },
      Math.min(Math.max(soon ? lead : left, 50), 2 ** 31 - 1),
    ).unref();
  }

  /** How long until they should be renewed, in ms. */
  #lead(identity: Identity | null): number {
    if (!identity?.expiration) return Number.POSITIVE_INFINITY;
    const end = identity.expiration.getTime();
    return end - Math.min(times.lead, (end - this.#foundAt) / 4) - Date.now();
  }

  #usable(): Identity | null {
    const end = this.#identity?.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    const rest = Math.min(times.rest, (end - this.#foundAt) / 8);
    return end - rest > Date.now() ? this.#identity : null;
  }

  async #awaitPerson(signingIn: Promise<void>): Promise<void> {
    const timeout = AbortSignal.timeout(times.patience);
    await orCancelled(signingIn, timeout, '').catch(() => {
      if (timeout.aborted) throw new StoreError('SIGN_IN', 'Somebody is signing in, and it is not done yet.');
    });
  }
}

function isSame(one: Identity, other: Identity): boolean {
  return (
    one.accessKeyId === other.accessKeyId &&
    one.sessionToken === other.sessionToken &&
    one.secretAccessKey === other.secretAccessKey
  );
}

function refusalWords(why: string): string {
  if (/^InvalidAccessKeyId|^InvalidClientTokenId/.test(why))
    return 'The server does not know the access key.';
  if (why === 'InvalidToken') return 'The server refuses the session token.';
  if (why === 'SignatureDoesNotMatch') return 'The secret key does not fit the access key.';
  return /Expired|TokenRefresh/.test(why)
    ? 'The credentials have expired.'
    : 'The server asks for other credentials.';
}
