import { StoreError } from '#shared/errors.ts';
import { type S3Location, wantsKeys } from '#shared/model/s3-location.ts';
import type { SignIn } from '#shared/model/sign-in.ts';
import type { Identity } from '#storage/s3/renewing.ts';
import type { ConnectionHandler } from '../network/request-handler.ts';
import type { Asking } from './asking.ts';
import { isRefusedToken, isWrongCode, searchFailed } from './failure-words.ts';
import type { S3Keys } from './keys.ts';
import { Patience } from './patience.ts';
import type { ProfileNeeds } from './profiles.ts';
import type { SsoPlace } from './sso-place.ts';
import type { SsoSignIns } from './sso-sign-ins.ts';

/** In milliseconds: how long a person may take for an answer. */
const personal = { code: 5 * 60_000, keys: 15 * 60_000 };

/** How often a code is asked for: one that was typed a moment too late is no reason to begin anew. */
const codes = 3;

/** The SDK takes longer to load than all the rest. */
const sdk = () => import('./providers.ts');
const profiles = () => import('./profiles.ts');

/** The way in which a location finds its credentials. */
export class Finding {
  readonly location: S3Location;
  readonly #requestHandler: ConnectionHandler;
  readonly #sso: SsoSignIns;
  #keys: S3Keys | undefined;
  #needs: ProfileNeeds = { sso: null, mfa: false };

  constructor(
    location: S3Location,
    keys: S3Keys | undefined,
    { requestHandler, sso }: { requestHandler: ConnectionHandler; sso: SsoSignIns },
  ) {
    this.location = location;
    this.#sso = sso;
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
    return wantsKeys(this.location) ? 'keys' : 'nothing';
  }

  /** Whether what was found can be found again later without asking anybody. */
  get renews(): boolean {
    return !this.#needs.mfa;
  }

  /** Where it takes a single sign-on, as far as it is known. */
  get sso(): SsoPlace | null {
    return this.#needs.sso;
  }

  /** Finds them without asking anybody. Rejects `SIGN_IN` where somebody has to be asked. */
  async find(): Promise<Identity> {
    await this.#learn();
    return this.#find(new Patience(), async () => {
      throw new StoreError('SIGN_IN', 'An MFA code is wanted. Sign in to enter it.');
    });
  }

  /** Finds them, and asks for what that takes. `refused`: why what there was is of no use. */
  async ask(asking: Asking, refused: string | null): Promise<Identity> {
    await this.#learn();
    const lacksKeys = wantsKeys(this.location) && (!this.#keys || refused !== null);
    if (lacksKeys && asking.asksKeys) this.#keys = await askForKeys(asking, refused);
    const { sso } = this.#needs;
    if (sso && !(await this.#isSignedIn(sso))) await this.#signInAt(sso, asking);
    return this.#findAsking(asking, sso, null, codes);
  }

  async #findAsking(
    asking: Asking,
    sso: SsoPlace | null,
    problem: string | null,
    left: number,
  ): Promise<Identity> {
    const patience = new Patience();
    let asked = false;
    try {
      return await this.#find(patience, async (serial) => {
        asked = true;
        return patience.pausedFor(askForCode(asking, serial, problem));
      });
    } catch (error) {
      const { data } = error as StoreError;
      if (asked && data.cause === wrongCode && left > 1) {
        const again = 'That code was not accepted. Each works once: wait for the next one.';
        return this.#findAsking(asking, sso, again, left - 1);
      }
      if (!sso || data.cause !== refusedToken || left === 1) throw error;
      await this.#sso.refuse(sso);
      // Another profile may have a better one.
      if (!(await this.#isSignedIn(sso))) {
        if (left < codes) throw error;
        await this.#signInAt(sso, asking);
      }
      return this.#findAsking(asking, sso, problem, left - 1);
    }
  }

  async #find(patience: Patience, mfaCode: (serial: string) => Promise<string>): Promise<Identity> {
    const { location } = this;
    try {
      // What keeps a token from being renewed is no failure yet: the one that is there may do.
      if (this.#needs.sso) await this.#isSignedIn(this.#needs.sso).catch(() => false);
      const { findBySdk } = await sdk();
      const parts = { keys: this.#keys, mfaCode, requestHandler: this.#requestHandler };
      return await patience.await(findBySdk(location, parts));
    } catch (error) {
      throw this.#said(error);
    }
  }

  #isSignedIn(place: SsoPlace): Promise<boolean> {
    return this.#sso.isSignedIn(place, this.#requestHandler);
  }

  #said(error: unknown): StoreError {
    const failed = searchFailed(error, this.location);
    const cause = isWrongCode(error) ? wrongCode : isRefusedToken(error) ? refusedToken : failed.data.cause;
    return new StoreError(failed.code, failed.message, { ...failed.data, ...(cause && { cause }) });
  }

  async #signInAt(place: SsoPlace, asking: Asking): Promise<void> {
    try {
      await this.#sso.signIn(place, asking, this.#requestHandler);
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
}

const wrongCode = 'WrongMfaCode';
const refusedToken = 'UnauthorizedException';

async function askForCode(asking: Asking, serial: string, problem: string | null): Promise<string> {
  const until = Date.now() + personal.code;
  const answer = await asking.ask({ kind: 'code', serial, until, problem }).answer;
  return answer.kind === 'code' ? answer.code : '';
}

async function askForKeys(asking: Asking, problem: string | null): Promise<S3Keys | undefined> {
  const until = Date.now() + personal.keys;
  const answer = await asking.ask({ kind: 'keys', until, problem }).answer;
  return answer.kind === 'keys' ? answer.keys : undefined;
}
