import pLimit, { type LimitFunction } from 'p-limit';
import type { ConnectionHandler } from '../network/request-handler.ts';
import type { Asking } from './asking.ts';
import { placeKey, type SsoPlace } from './sso-place.ts';

/** The SDK takes longer to load than all the rest. */
const sso = () => import('./sso.ts');
const tokens = () => import('./sso-tokens.ts');

interface Running {
  readonly asking: Asking;
  readonly done: Promise<void>;
}

/** Sign-ins at IAM Identity Center: one at a time for each place, whatever accounts and roles wait for it. */
export class SsoSignIns {
  readonly #running = new Map<string, Running>();
  /** Of those who look for a token of one place: each can be renewed once. */
  readonly #turns = new Map<string, LimitFunction>();
  /** Tokens that are refused there, though they look right. */
  readonly #refused = new Set<string>();
  readonly #signedIn: (place: SsoPlace) => void;

  /** `signedIn` is called when somebody has signed in at a place. */
  constructor(signedIn: (place: SsoPlace) => void) {
    this.#signedIn = signedIn;
  }

  /** Whether somebody is signed in there: here, or by an AWS tool. Renews what ends soon. */
  async isSignedIn(place: SsoPlace, requestHandler: ConnectionHandler): Promise<boolean> {
    const { renewToken } = await sso();
    const key = placeKey(place);
    const inTurn = this.#turns.get(key) ?? pLimit(1);
    this.#turns.set(key, inTurn);
    return inTurn(() => renewToken(place, requestHandler, this.#refused));
  }

  /** The token of a place is of no use: another one is looked for. */
  async refuse(place: SsoPlace): Promise<void> {
    const { readToken } = await tokens();
    const token = await readToken(place);
    if (token) this.#refused.add(token.accessToken);
  }

  /** Lets a person sign in, or waits for the one who is doing so already. */
  async signIn(place: SsoPlace, asking: Asking, requestHandler: ConnectionHandler): Promise<void> {
    const key = placeKey(place);
    const running = this.#running.get(key);
    if (running) {
      running.asking.joinAll(asking);
      await running.done;
      // Each profile has a file of its own for the token.
      await this.isSignedIn(place, requestHandler);
      return;
    }
    const done = this.#begin(place, asking, requestHandler).finally(() => this.#running.delete(key));
    this.#running.set(key, { asking, done });
    await done;
    this.#signedIn(place);
  }

  async #begin(place: SsoPlace, asking: Asking, requestHandler: ConnectionHandler): Promise<void> {
    const { signInBySso } = await sso();
    await signInBySso(place, asking, requestHandler, () => this.isSignedIn(place, requestHandler));
  }
}
