import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { StoreError } from '#shared/errors.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import type { SignIn } from '#shared/model/sign-in.ts';
import { plainEndpoint } from '#shared/s3/server.ts';
import type { CallOptions } from '#storage/backend.ts';
import type { OnRequest } from '#storage/s3/metering.ts';
import type { AppEvents } from '../app/events.ts';
import type { RequestHandlers } from '../network/request-handler.ts';
import type { Asker } from './asking.ts';
import { Finding } from './finding.ts';
import type { S3Keys } from './keys.ts';
import { Prompts } from './prompts.ts';
import { SignInServices } from './services.ts';
import { CredentialSession } from './session.ts';
import { SsoSignIns } from './sso-sign-ins.ts';

/** On whose behalf credentials are found, and what may be asked for. */
export type Whose = Omit<Asker, 'prompts'>;

/** In ms: how long what was found for a form that was only tried is kept, so that its next try asks for no other code. */
const untilTriedAgain = 5 * 60_000;

/** An open store that uses a session. */
interface User {
  readonly session: CredentialSession;
  readonly name: string;
  /** Keeps keys that were asked for. */
  readonly keep: (keys: S3Keys) => Promise<void>;
}

/** Who we are, to every bucket: sessions of credentials, and what people are asked for. */
export class SignIns {
  readonly prompts = new Prompts();
  readonly #events: AppEvents;
  readonly #sso = new SsoSignIns((place) => {
    for (const session of this.#users.keys()) session.signedInAt(place);
  });
  /** By how they are found, so that two stores and a test of the form ask for one code. */
  readonly #sessions = new Map<string, CredentialSession>();
  /** How many open stores and tries use each. */
  readonly #users = new Map<CredentialSession, number>();
  readonly #ofStores = new Map<string, User>();

  constructor(events: AppEvents) {
    this.#events = events;
  }

  /**
   * The session of all that find credentials as this location does; null where it wants none. Nothing is looked for yet.
   * `onRequest` counts what it asks of sign-in services from now on. Whoever asks for it calls `release` when done.
   */
  sessionOf(
    location: S3Location,
    keys: S3Keys | undefined,
    { requestHandlers, onRequest }: { requestHandlers: RequestHandlers; onRequest?: OnRequest | undefined },
  ): CredentialSession | null {
    if (location.credentials.kind === 'anonymous') return null;
    const way = wayOf(location, keys);
    const known = this.#sessions.get(way);
    if (known?.keys === keys || isDeepStrictEqual(known?.keys, keys)) {
      if (known && onRequest) known.services.onRequest = onRequest;
      if (known) return this.#hold(known);
    }
    const services = new SignInServices(requestHandlers(location.network), onRequest);
    const changed = () => this.#events.emit({ kind: 'stores' });
    const finding = new Finding(location, keys, { requestHandler: services.handler, sso: this.#sso });
    const session = new CredentialSession(finding, services, changed);
    this.#sessions.set(way, session);
    return this.#hold(session);
  }

  /** Finds the credentials of a session, and asks a person for what that takes. */
  async signIn(session: CredentialSession | null, whose: Whose, options: CallOptions): Promise<void> {
    await session?.signIn({ ...whose, prompts: this.prompts }, options);
  }

  /** Signs in to an open store. Rejects `NOT_FOUND` where it has no credentials, or is not open. */
  async start(store: string, options: CallOptions): Promise<void> {
    const open = this.#ofStores.get(store);
    if (!open) throw new StoreError('NOT_FOUND', 'This store is not open any more. Connect it again.');
    const { session, name, keep } = open;
    const before = session.keys;
    const keepNew = async () => {
      if (session.keys && session.keys !== before) await keep(session.keys);
    };
    try {
      await this.signIn(session, { store, name, asksKeys: true }, options);
    } catch (error) {
      // A page that is gone waits no more, but what it was asked for may still be answered by the next.
      void session.settled.then(keepNew).catch(() => undefined);
      throw error;
    }
    await keepNew();
  }

  /** An open store uses a session, until it uses another or none (null). */
  use(store: string, used: User | null): void {
    const before = this.#ofStores.get(store);
    if (used) {
      this.#hold(used.session);
      this.#ofStores.set(store, used);
    } else this.#ofStores.delete(store);
    if (before) this.#letGo(before.session);
  }

  /** A try is done with a session, which ends with the last that uses it. `mayTryAgain`: it waits a while for that. */
  release(session: CredentialSession | null, { mayTryAgain }: { mayTryAgain: boolean }): void {
    if (!session) return;
    if (!mayTryAgain) this.#letGo(session);
    else {
      const later = () => setTimeout(() => this.#letGo(session), untilTriedAgain).unref();
      void session.settled.then(later);
    }
  }

  #hold(session: CredentialSession): CredentialSession {
    this.#users.set(session, (this.#users.get(session) ?? 0) + 1);
    return session;
  }

  #letGo(session: CredentialSession): void {
    const left = (this.#users.get(session) ?? 0) - 1;
    if (left > 0) {
      this.#users.set(session, left);
      return;
    }
    this.#users.delete(session);
    for (const [way, known] of this.#sessions) if (known === session) this.#sessions.delete(way);
    session.close();
  }

  /** How an open store stands with its credentials; null for one that wants none. */
  stateOf(store: string): SignIn | null {
    return this.#ofStores.get(store)?.session.state ?? null;
  }

  close(): void {
    this.prompts.close();
    for (const session of [...this.#sessions.values(), ...this.#users.keys()]) session.close();
    this.#sessions.clear();
    this.#users.clear();
  }
}

/** All that decides on which credentials are found. A hash, since keys go into it. */
function wayOf({ credentials, endpoint, region, network }: S3Location, keys: S3Keys | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([credentials, plainEndpoint(endpoint), region, network, keys ?? null]))
    .digest('base64');
}
