import type { OpenS3 } from '#shared/contract/stores.ts';
import { StoreError } from '#shared/errors.ts';
import { type S3Location, wantsKeys } from '#shared/model/s3-location.ts';
import type { Store } from '#shared/model/store.ts';
import type { OnRequest } from '#storage/s3/metering.ts';
import type { UploadNotes } from '#storage/s3/parts.ts';
import type { S3Storage } from '#storage/s3/s3-storage.ts';
import type { KeptKeys, RestoreKeys } from '../credentials/kept-keys.ts';
import type { S3Keys } from '../credentials/keys.ts';
import type { CredentialSession } from '../credentials/session.ts';
import type { SignIns } from '../credentials/sign-ins.ts';
import type { KnownGuarantees } from '../guarantee/known.ts';
import type { ProxyFinder } from '../network/proxies.ts';
import type { RequestHandlers } from '../network/request-handler.ts';
import { storeIdOf } from './naming.ts';
import { SubmittedKeys } from './submitted-keys.ts';

/** The SDK takes longer to load than all the rest, so only who uses a bucket waits for it. */
const s3 = () => import('./s3-connection.ts');
const network = () => import('../network/request-handler.ts');

/** A bucket that can be asked. */
export interface ReachedBucket {
  /** Of its credentials; null where requests are not signed. Nothing was looked for yet. */
  readonly session: CredentialSession | null;
  /** What sends requests as the connection says. */
  readonly requestHandlers: RequestHandlers;
  /** A storage for the place, or one with another prefix. Whoever asks for it closes it. */
  connect(location: S3Location, uploads?: UploadNotes): S3Storage;
  /** It is asked no more by who has reached it; an open store has its session for itself. */
  release(how: { mayTryAgain: boolean }): void;
}

/** A connection, and where it leads. */
type Place = Pick<Store, 'id' | 'location'>;

const usesKeys = ({ location }: Place) => location.kind === 's3' && wantsKeys(location);

/** What a request from a form says of a bucket. */
export type BucketRequest = Pick<OpenS3, 'location' | 'keys' | 'store' | 'form'>;

/** How buckets are reached: by which keys or session of credentials, and over which network. */
export class Buckets {
  readonly #signIns: SignIns;
  readonly #kept: KeptKeys;
  readonly #systemProxy: ProxyFinder;
  readonly #guarantees: Pick<KnownGuarantees, 'load' | 'of'>;
  readonly #submitted = new SubmittedKeys();

  constructor(parts: {
    signIns: SignIns;
    kept: KeptKeys;
    systemProxy: ProxyFinder;
    guarantees: Pick<KnownGuarantees, 'load' | 'of'>;
  }) {
    this.#guarantees = parts.guarantees;
    this.#signIns = parts.signIns;
    this.#kept = parts.kept;
    this.#systemProxy = parts.systemProxy;
  }

  /**
   * Makes ready to ask a bucket; asks nothing yet. Rejects `SIGN_IN` where keys are wanted and there are none, unless
   * they may be lacking.
   */
  async reach(
    request: BucketRequest,
    { onRequest, mayLack = false }: { onRequest?: OnRequest | undefined; mayLack?: boolean } = {},
  ): Promise<ReachedBucket> {
    const keys = await this.#keysFor(request, mayLack);
    const [{ connectS3 }, { requestHandlerFor }] = await Promise.all([
      s3(),
      network(),
      this.#guarantees.load(),
    ]);
    const requestHandlers: RequestHandlers = (settings) => requestHandlerFor(settings, this.#systemProxy);
    const session = this.#signIns.sessionOf(request.location, keys, { requestHandlers, onRequest });
    return {
      session,
      requestHandlers,
      connect: (location, uploads) =>
        connectS3(location, session, onRequest, requestHandlers, {
          guards: this.#guarantees.of(location),
          uploads,
        }),
      release: (how) => this.#signIns.release(session, how),
    };
  }

  /** A store is open by this session: from now on it says how the store stands with its credentials. */
  use(store: Pick<Store, 'id' | 'name'>, location: S3Location, session: CredentialSession | null): void {
    const keep = (keys: S3Keys) => this.#kept.set(store.id, location, keys);
    this.#signIns.use(store.id, session && { session, name: store.name, keep });
  }

  /** Keeps the keys that a store was opened with. */
  async keepUsed(
    store: string,
    { location, form }: Pick<BucketRequest, 'location' | 'form'>,
    session: CredentialSession | null,
  ): Promise<void> {
    if (session?.keys) await this.#kept.set(store, location, session.keys);
    this.#submitted.forget(form);
  }

  /** Notes the keys that a form has sent, whatever becomes of what it asks for: it does not have them any more. */
  note(request: BucketRequest): void {
    this.#submitted.of(request, request.keys);
  }

  /**
   * Keeps the keys that were entered for a connection that is not opened yet: those that are given, else those that
   * its form has sent before, to try them. Answers whether there were any.
   */
  async keepKeys(id: string, request: BucketRequest): Promise<boolean> {
    const keys = this.#submitted.of(request, request.keys);
    if (!keys) return false;
    await this.#kept.set(id, request.location, keys);
    this.#submitted.forget(request.form);
    return true;
  }

  /** A form is closed or given up: what was tried out in it is forgotten. */
  forgetForm(form: string): void {
    this.#submitted.forget(form);
  }

  /** Whether keys of a connection are kept that fit where it leads. */
  async hasKeys({ id, location }: Place): Promise<boolean> {
    return location.kind === 's3' && wantsKeys(location) && (await this.#kept.get(id, location)) !== null;
  }

  /** Lets a connection use the keys that another one to the same endpoint has. */
  async copyKeys(from: string, to: string, location: S3Location): Promise<void> {
    if (!wantsKeys(location)) return;
    const keys = await this.#kept.get(from, location);
    if (keys) await this.#kept.set(to, location, keys);
  }

  /** Forgets the keys of a connection that is taken from the list, if it uses any; what is answered keeps them again. */
  async forgetKeys(place: Place): Promise<RestoreKeys> {
    return usesKeys(place) ? this.#kept.take(place.id) : async () => {};
  }

  /** A connection leads elsewhere by now, or is used without keys: forgets those that it had before. */
  async forgetFormer(before: Place | null, now: Place): Promise<void> {
    if (before && (before.id !== now.id || !usesKeys(now))) await this.forgetKeys(before);
  }

  async #keysFor(request: BucketRequest, mayLack: boolean): Promise<S3Keys | undefined> {
    const { location, keys, store } = request;
    if (!wantsKeys(location)) return undefined;
    const found =
      this.#submitted.of(request, keys) ?? (await this.#kept.get(store ?? storeIdOf(location), location));
    if (found || mayLack) return found ?? undefined;
    const message = 'The keys of this store are not kept any more. Enter them again.';
    throw new StoreError('SIGN_IN', message, { where: location.bucket });
  }
}
