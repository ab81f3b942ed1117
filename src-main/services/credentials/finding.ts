import { StoreError } from '#shared/errors.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import type { SignIn } from '#shared/model/sign-in.ts';
import type { Identity } from '#storage/s3/renewing.ts';
import type { ConnectionHandler } from '../network/request-handler.ts';
import { isRefusedToken, isWrongCode, searchFailed } from './failure-words.ts';
import type { S3Keys } from './keys.ts';
import { Patience } from './patience.ts';
import type { ProfileNeeds, SsoPlace } from './profiles.ts';
import type { Prompts } from './prompts.ts';

/** Who is asked, and on whose behalf. */
export interface Asker {
  readonly prompts: Prompts;
  /** Null while it is tried from a form. */
  readonly store: string | null;
  /** What the store is called, or where it lies. */
  readonly name: string;
  /** Whether keys are asked for, too. A form has fields of its own for them. */
  readonly asksKeys: boolean;
}

/** In milliseconds: how long a person may take for an answer. */
const personal = { code: 5 * 60_000, keys: 15 * 60_000 };

/** How often a code is asked for: one that was typed a moment too late is no reason to begin anew. */
const codes = 3;

/** The SDK takes longer to load than all the rest. */
const sdk = () => import('./providers.ts');
const sso = () => import('./sso.ts');
const profiles = () => import('./profiles.ts');

/** The way in which a location finds its credentials. */
export class Finding {
  readonly location: S3Location;
  readonly #requestHandler: ConnectionHandler;
  #keys: S3Keys | undefined;
  #needs: ProfileNeeds = { sso: null, mfa: false };

  constructor(location: S3Location, keys: S3Keys | undefined, requestHandler: ConnectionHandler) {
    this.location = location;
    this.#keys = keys;
    this.#requestHandler = requestHandler;
  }

  /** Keys that were entered for it, also meanwhile. */
  get keys(): S3Keys | undefined {
    return this.#keys;
  }

  /** What signing in asks a person for, as far as it is known. */
  get asks(): SignIn['asks'] {
    if (this.#needs.mfa) return 'code';
    if (this.#needs.sso) return 'page';
    return this.#wantsKeys() ? 'keys' : 'nothing';
  }

  /** Whether what was found can be found again later without asking anybody. */
  get renews(): boolean {
    return !this.#needs.mfa;
  }

  /** Finds them without asking anybody. Rejects `SIGN_IN` where somebody has to be asked. */
  async find(): Promise<Identity> {
    await this.#learn();
    return this.#find(new Patience(), async () => {
      throw new StoreError('SIGN_IN', 'An MFA code is wanted. Sign in to enter it.');
    });
  }

  /** Finds them, and asks for what that takes. `refused`: why what there was is of no use. */
  async ask(asker: Asker, refused: string | null): Promise<Identity> {
    await this.#learn();
    const lacksKeys = this.#wantsKeys() && (!this.#keys || refused !== null);
    if (lacksKeys && asker.asksKeys) this.#keys = await askForKeys(asker, refused);
    const { sso } = this.#needs;
    if (sso && !(await this.#isSignedIn(sso))) await this.#signInAt(sso, asker);
    return this.#findAsking(asker, sso, null, codes);
  }

  async #findAsking(
    asker: Asker,
    sso: SsoPlace | null,
    problem: string | null,
    left: number,
  ): Promise<Identity> {
    const patience = new Patience();
    let asked = false;
    try {
      return await this.#find(patience, async (serial) => {
        asked = true;
        return patience.pausedFor(askForCode(asker, serial, problem));
      });
    } catch (error) {
      const { data } = error as StoreError;
      if (asked && data.cause === wrongCode && left > 1) {
        const again = 'That code was not accepted. Each works once: wait for the next one.';
        return this.#findAsking(asker, sso, again, left - 1);
      }
      if (!sso || data.cause !== refusedToken || left < codes) throw error;
      await this.#signInAt(sso, asker);
      return this.#findAsking(asker, sso, problem, left - 1);
    }
  }

  async #find(patience: Patience, mfaCode: (serial: string) => Promise<string>): Promise<Identity> {
    const { location } = this;
    try {
      if (this.#needs.sso) await this.#isSignedIn(this.#needs.sso);
      const { findBySdk } = await sdk();
      const parts = { keys: this.#keys, mfaCode, requestHandler: this.#requestHandler };
      return await patience.await(findBySdk(location, parts));
    } catch (error) {
      throw this.#said(error);
    }
  }

  async #isSignedIn(place: SsoPlace): Promise<boolean> {
    const { isSignedIn, refreshToken } = await sso();
    // Where it cannot be renewed, it may still be good.
    await refreshToken(place, this.#requestHandler).catch(() => undefined);
    return isSignedIn(place);
  }

  #said(error: unknown): StoreError {
    const failed = searchFailed(error, this.location);
    const cause = isWrongCode(error) ? wrongCode : isRefusedToken(error) ? refusedToken : failed.data.cause;
    return new StoreError(failed.code, failed.message, { ...failed.data, ...(cause && { cause }) });
  }

  async #signInAt(place: SsoPlace, asker: Asker): Promise<void> {
    const { signInBySso } = await sso();
    try {
      await signInBySso(place, asker, this.#requestHandler);
    } catch (error) {
      throw searchFailed(error, this.location);
    }
  }

  /** What the config files say now about who has to be asked. */
  async #learn(): Promise<void> {
    const { credentials } = this.location;
    if (credentials.kind === 'sso') {
      const { startUrl, ssoRegion } = credentials;
      this.#needs = { mfa: false, sso: { startUrl, region: ssoRegion, cachedAs: startUrl } };
      return;
    }
    const isRole = credentials.kind === 'role';
    const source = isRole ? credentials.source : credentials;
    const reads = source.kind === 'profile' || source.kind === 'default';
    const needs = reads
      ? await (await profiles()).needsOf(source.kind === 'profile' ? source.profile : undefined)
      : { sso: null, mfa: false };
    this.#needs = { ...needs, mfa: needs.mfa || (isRole && credentials.mfaSerial !== '') };
  }

  #wantsKeys(): boolean {
    const { credentials } = this.location;
    return credentials.kind === 'keys' || (credentials.kind === 'role' && credentials.source.kind === 'keys');
  }
}

const wrongCode = 'WrongMfaCode';
const refusedToken = 'UnauthorizedException';

async function askForCode(asker: Asker, serial: string, problem: string | null): Promise<string> {
  const { prompts, store, name } = asker;
  const until = Date.now() + personal.code;
  const answer = await prompts.ask({ kind: 'code', store, name, serial, until, problem }).answer;
  return answer.kind === 'code' ? answer.code : '';
}

async function askForKeys(
  { prompts, store, name }: Asker,
  problem: string | null,
): Promise<S3Keys | undefined> {
  const until = Date.now() + personal.keys;
  const answer = await prompts.ask({ kind: 'keys', store, name, until, problem }).answer;
  return answer.kind === 'keys' ? answer.keys : undefined;
}
